// Load with faults: many calls at once while a part of the requests fail. Every call is answered, and the process goes on.
import { createJsonBudget, LinekeeperError } from '@linekeeper/core';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { createRegistry } from '../questions/harness.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { campaignSeed, createRandom, isLongCampaign, recordFigure } from './settings.ts';

const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
afterAll(() => sandbox.close());

const calls = isLongCampaign ? 5_000 : 100;
const concurrency = 20;
const inputs: Readonly<Record<string, object>> = { find_number: { number: '70305050' } };
const faults = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429 },
  { kind: 'reset' },
  { kind: 'cut' },
  { kind: 'html' },
  { kind: 'truncated_json' },
  { kind: 'empty' },
  { kind: 'slow', ms: 300 },
] as const;

describe('calls under load with faults', () => {
  it('are all answered, none of them as internal, and later calls are complete', { timeout: 3_600_000 }, async () => {
    const random = createRandom(campaignSeed);
    const pick = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] ?? values[0];
    const registry = createRegistry(sandbox.accounts);
    const runnable = tools.filter(({ inputSchema: { required = [] }, name }) => required.length === 0 || inputs[name] !== undefined);
    const codes = new Map<string, number>();
    let started = 0;
    const work = async () => {
      while (started++ < calls) {
        const tool = pick(runnable);
        const fault = pick(faults);
        if (tool === undefined || fault === undefined) return;
        if (random() < 0.3) sandbox.addFault({ ...fault, times: 1 });
        const outcome = await tool
          .run(inputs[tool.name] ?? {}, { registry, deadline: { at: Date.now() + 5_000 }, budget: createJsonBudget() })
          .then(
            ({ content }) => {
              expect(JSON.stringify(content)).not.toContain('Internal error. The log');
              return 'ok';
            },
            thrown => (thrown instanceof LinekeeperError ? thrown.code : String(thrown)),
          );
        codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    expect([...codes.keys()]).not.toContain('internal');
    expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(calls);
    sandbox.clearFaults();
    const lines = tools.find(({ name }) => name === 'list_lines');
    const { content } = (await lines?.run({}, { registry: createRegistry(sandbox.accounts), deadline: { at: Date.now() + 10_000 } })) ?? {};
    expect(content?.accounts).toEqual(expect.arrayContaining([expect.objectContaining({ outcome: 'complete' })]));
    recordFigure(
      'load',
      `${calls} calls, ${concurrency} at once, with faults: all answered, ${codes.get('ok') ?? 0} with a result, none internal`,
    );
  });
});
