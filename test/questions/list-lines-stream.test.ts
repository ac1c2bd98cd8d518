// `list_lines` as a stream: the same lines, in the same order, with the same answer around them; lists that come early wait.
import type { Row, ToolResult } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { startFakeAccount } from './fake-lists.ts';
import { createRegistry, createTool, runTool, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const tool = createTool('list_lines');
const all = { ...unlimited, rowLimit: Number.POSITIVE_INFINITY };

async function streamLines(input: object, at: readonly object[] = accounts): Promise<{ lines: Row[]; result: ToolResult }> {
  const lines: Row[] = [];
  const stream = tool.stream?.(input, { registry: createRegistry(at), deadline: { at: Date.now() + 10_000 }, rowLimit: all.rowLimit });
  if (stream === undefined) throw new Error('list_lines has no stream');
  expect(stream.rowsField).toBe('lines');
  let step = await stream.rows.next();
  for (; !step.done; step = await stream.rows.next()) lines.push(...step.value);
  return { lines, result: step.value };
}

/** What a result says besides its lines, and how it looks in a file. */
const describeRest = ({ content: { lines: _, ...rest }, table, warnings, notes, failure }: ToolResult) => ({
  rest,
  table: { ...table, rows: [] },
  warnings,
  notes,
  code: failure?.code,
});

describe('the stream of list_lines', () => {
  it.each([
    {},
    { status: ['down'] },
    { owner: 'Unknown Person' },
    { provider: ['exolve'], fields: ['id', 'monthly_fee'] },
    { fields: ['id', 'kind', 'monthly_fee', 'currency'] },
    { number_prefix: '+4570' },
    { account: ['moscow'], kind: ['virtual_number'] },
  ])('has the lines of the answer to %j, and says the same', async input => {
    const answer = await runTool('list_lines', input, accounts, all);
    const { lines, result } = await streamLines(input);
    expect(lines).toEqual(answer.content.lines);
    expect(describeRest(result)).toEqual(describeRest(answer));
    expect(result.content.lines).toEqual([]);
  });

  it('goes on at a cursor', async () => {
    const first = await runTool('list_lines', { limit: 100 }, accounts, unlimited);
    const input = { cursor: first.content.next_cursor };
    const answer = await runTool('list_lines', input, accounts, all);
    const { lines, result } = await streamLines(input);
    expect(lines).toEqual(answer.content.lines);
    expect(describeRest(result)).toEqual(describeRest(answer));
  });

  it.each([{ provider: 'telecomx', kind: 'ip_denied' } as const, { operation: 'get.sip_lines', kind: 'html' } as const])(
    'names the account of which lines are missing after %j',
    async fault => {
      sandbox.addFault({ ...fault, times: 1_000 });
      const answer = await runTool('list_lines', {}, accounts, all);
      const { lines, result } = await streamLines({});
      expect(lines).toEqual(answer.content.lines);
      expect(describeRest(result)).toEqual(describeRest(answer));
      expect(result.failure).toBeDefined();
    },
  );

  it('throws for a field that lines do not have, before anything is sent', () => {
    const context = { registry: createRegistry(accounts), deadline: { at: Date.now() + 1_000 } };
    expect(() => tool.stream?.({ fields: ['nam'] }, context)).toThrow(/did you mean name/);
    expect(sandbox.requests).toEqual([]);
  });

  it('holds a bounded number of lines while those before them are not taken, and loses none', async () => {
    const trunk = { _id: 'T', name: 'Trunk', active: true, numbers: [], status: 'ON' };
    const phones = Array.from({ length: 40_000 }, (_, index) => ({ _id: `F${index}`, online: true }));
    let requests = 0;
    const account = await startFakeAccount('telecomx', 'north', { 'GET /sip': [trunk], 'GET /pbx/sipphone': phones }, listName => {
      if (listName === 'GET /pbx/sipphone') requests++;
      return false;
    });
    const context = { registry: createRegistry([account]), deadline: { at: Number.POSITIVE_INFINITY }, rowLimit: all.rowLimit };
    const stream = tool.stream?.({ kind: ['sip_trunk', 'sip_phone'] }, context);
    const first = await stream?.rows.next();
    expect(first).toMatchObject({ value: [{ id: 'T' }] });
    // The pages of 10,000 lines come, and those that were requested beside them.
    for (let before = -1; before !== requests; await new Promise(resolve => setTimeout(resolve, 500))) before = requests;
    expect(requests).toBeLessThan(25);
    const ids: unknown[] = [];
    let step = await stream?.rows.next();
    for (; step !== undefined && !step.done; step = await stream?.rows.next()) ids.push(...step.value.map(({ id }) => id));
    expect(ids).toEqual(phones.map(({ _id }) => _id));
    expect(step?.value.content).toMatchObject({ returned: 40_001, total: 40_001 });
  });
});
