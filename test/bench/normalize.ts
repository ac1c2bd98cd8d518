// Normalizing the arguments of a call, as hosts write them.
import { tools } from '@linekeeper/questions';
import { normalizeInput } from '../../packages/core/src/tools/normalize-input.ts';
import { median, reportBudget } from './report.ts';

/** Calls of one round: one alone is shorter than the clock measures. */
const callsPerRound = 200;
const rounds = 500;

/** Arguments with everything that is normalized. */
const calls: readonly [tool: string, input: Readonly<Record<string, unknown>>][] = [
  ['list_lines', { status: 'DOWN,blocked', provider: '["CallGear"]', owner: null, limit: '25', cursor: '', wait_for_previous: true }],
  ['find_number', { number: 70_305_050 }],
  [
    'callgear_list_sip_lines',
    { filter: '{"field":"id","operator":">","value":9}', fields: 'id,status', employee_id: 7, status: 'Active', sort: [], limit: '10' },
  ],
  ['telecomx_list_sip_phones', { where: '{"online":true}', full: 'false', fields: ['_id', 'name'], customer: null }],
];

/** Reports the median time of one call. */
export function benchNormalization(): void {
  const schemas = new Map(tools.map(({ name, inputSchema }) => [name, inputSchema]));
  const times: number[] = [];
  for (let round = -100; round < rounds; round++) {
    const startedAt = performance.now();
    for (let call = 0; call < callsPerRound; call++) {
      const [tool, input] = calls[call % calls.length] ?? ['', {}];
      normalizeInput(input, schemas.get(tool) ?? {});
    }
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  reportBudget('normalizing the arguments of a call', (median(times) / callsPerRound) * 1_000, 20, 'µs');
}
