// Answers in columns: the same rows as objects, in the same order and pages, for about half the tokens.
import { createAccountRegistry, createJsonBudget, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { listTools, tools } from '@linekeeper/questions';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { describe, expect, it } from 'vitest';
import { maxAnswerChars } from '../../packages/core/src/table/size-budget.ts';
import { expandContent } from '../column-rows.ts';
import { startFakeAccount } from './fake-lists.ts';
import { catchError, runTool, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const registry = createAccountRegistry(readAccounts({}, providers, { source: 'The test', value: accounts }), undiciRuntime());

/** Runs any tool as an MCP client does. */
async function run(name: string, input: object = {}): Promise<Record<string, unknown>> {
  const tool = tools.find(candidate => candidate.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const { content } = await tool.run(input, { registry, deadline: { at: Date.now() + 10_000 }, budget: createJsonBudget() });
  return content;
}

const columns = { response_format: 'columns' };

/** Estimates tokens at four characters each. */
const countTokens = (value: unknown) => JSON.stringify(value).length / 4;

/** The entries of an answer, with the fields of their line beside the others. */
const getEntries = (content: unknown, list: string): Record<string, unknown>[] =>
  // The list of an answer holds objects.
  (expandContent(content)[list] as Record<string, unknown>[]).map(({ line, ...entry }) => Object.assign(entry, line));

const questions: [string, string, object][] = [
  ['list_lines', 'lines', {}],
  ['list_lines', 'lines', { fields: ['name', 'status'] }],
  ['list_lines', 'lines', { owner: 'Unknown Person' }],
  ['find_number', 'matches', { number: '5050' }],
  ['audit_lines', 'findings', {}],
  ['audit_lines', 'findings', { limit: 40, fields: ['id'] }],
];

/** Lists of the sandbox that a page of 25 rows shortens. */
const longLists = [
  'callgear_list_sip_lines',
  'callgear_list_virtual_numbers',
  'callgear_list_line_numbers',
  'telecomx_list_sip_phones',
  'telecomx_list_numbers',
  'telecomx_list_extensions',
  'telecomx_list_dialplan',
  'telecomx_list_employees',
  'exolve_list_sip_ids',
  'exolve_list_numbers',
];

describe('an answer in columns', () => {
  it.each(questions)('of %s has the same %s as objects: %j', async (name, list, input) => {
    const [objects, inColumns] = [await run(name, input), await run(name, { ...input, ...columns })];
    expect(getEntries(inColumns, list)).toEqual(getEntries(objects, list));
    const { [list]: _, accounts: outcomes, ...rest } = objects;
    expect(inColumns).toMatchObject(rest);
    // A list of accounts where all is well is one word.
    expect(inColumns.accounts ?? inColumns.outcome).toEqual(
      JSON.stringify(outcomes).includes('not_reported') ? outcomes : objects.next_cursor === undefined ? 'complete' : 'continues',
    );
  });

  it.each(longLists)('of %s has the same rows, and the same cursor', async name => {
    const [objects, inColumns] = [await run(name), await run(name, columns)];
    expect(expandContent(inColumns)).toEqual(objects);
  });

  it('continues a page of objects, and the other way round', async () => {
    for (const [name, list] of [
      ['list_lines', 'lines'],
      ['audit_lines', 'findings'],
      ['callgear_list_sip_lines', 'rows'],
    ] as const) {
      const [first, other] = [await run(name, { limit: 20 }), await run(name, { limit: 20, ...columns })];
      const rest = [
        await run(name, { limit: 20, ...columns, cursor: first.next_cursor }),
        await run(name, { limit: 20, cursor: other.next_cursor }),
      ];
      const whole = await run(name, { limit: 40 });
      for (const [page, next] of [
        [first, rest[0]],
        [other, rest[1]],
      ] as const)
        expect([...getEntries(page, list), ...getEntries(next, list)]).toEqual(getEntries(whole, list));
    }
  });

  it('names the accounts where one of them failed', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const { accounts: outcomes, outcome } = await run('list_lines', columns);
    expect(outcomes).toContainEqual(expect.objectContaining({ account: 'moscow', outcome: 'failed' }));
    expect(outcome).toBeUndefined();
  });

  it.each([...questions.map(([name, , input]) => [name, input] as const), ...listTools.slice(0, 6).map(({ name }) => [name, {}] as const)])(
    'of %s conforms to its schema: %j',
    async (name, input) => {
      const tool = tools.find(candidate => candidate.name === name);
      const validate = new AjvJsonSchemaValidator().getValidator({ ...tool?.outputSchema });
      expect(validate(await run(name, { ...input, ...columns }))).toMatchObject({ valid: true });
    },
  );

  it('counts and groups as before', async () => {
    expect(await run('exolve_list_numbers', { limit: 0, ...columns })).toMatchObject({ rows: [], total: 45 });
    expect(await run('exolve_list_numbers', { count_by: ['type_name'], ...columns })).toMatchObject({ groups: [{ count: 25 }, {}, {}] });
  });

  it('is refused in any other format', async () => {
    expect((await catchError(run('list_lines', { response_format: 'rows' }))).message).toContain(
      '"response_format" must be one of columns',
    );
  });
});

describe('the tokens of an answer in columns', () => {
  it('are at most 30 a line over all lines, less than half of what objects cost', async () => {
    const [objects, inColumns] = await Promise.all(
      [{}, columns].map(async form => (await runTool('list_lines', { limit: 500, ...form }, accounts, { budget: undefined })).content),
    );
    expect(objects?.returned).toBe(336);
    expect(countTokens(inColumns) / 336).toBeLessThanOrEqual(26);
    expect(countTokens(inColumns)).toBeLessThan(countTokens(objects) * 0.45);
  });

  it('are at least 40 % fewer for the default answer of list_lines, whose first trunk has 30 numbers', async () => {
    expect(countTokens(await run('list_lines', columns))).toBeLessThanOrEqual(0.6 * countTokens(await run('list_lines')));
  });

  it('are at least 40 % fewer for the lists of 25 rows together, and at most 31 a row in each', async () => {
    let [before, after] = [0, 0];
    for (const name of longLists) {
      const answer = await run(name, columns);
      before += countTokens(await run(name));
      after += countTokens(answer);
      expect(answer.returned, name).toBe(25);
      expect(countTokens(answer) / 25, name).toBeLessThanOrEqual(31);
    }
    expect(after).toBeLessThanOrEqual(before * 0.6);
  });

  it('are at least 25 % fewer for matches and findings, most of which are sentences', async () => {
    for (const [name, input] of [
      ['find_number', { number: '5050' }],
      ['audit_lines', {}],
    ] as const)
      expect(countTokens(await run(name, { ...input, ...columns })), name).toBeLessThanOrEqual(0.75 * countTokens(await run(name, input)));
  });

  it('let twice as many lines into an answer of the largest size', async () => {
    const [objects, inColumns] = [await run('list_lines', { limit: 500 }), await run('list_lines', { limit: 500, ...columns })];
    expect(Number(inColumns.returned)).toBeGreaterThan(1.8 * Number(objects.returned));
  });
});

describe('the size of an answer in columns', () => {
  it('stays within its limit, and loses no line, whatever the rows have in common', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      sip_resource_id: String(index),
      ...(index % 3 > 0 && { sip_name: 'x'.repeat(1 + ((index * 397) % 900)) }),
      ...(index % 7 === 0 && { main_number: `7999123${1_000 + index}` }),
    }));
    const fakeAccounts = [await startFakeAccount('exolve', 'north', { GetSIPList: rows })];
    const ids: unknown[] = [];
    let cursor: unknown;
    do {
      const input = { limit: 500, ...columns, ...(cursor !== undefined && { cursor }) };
      const { content } = await runTool('list_lines', input, fakeAccounts);
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
      ids.push(...getEntries(content, 'lines').map(({ id }) => id));
      cursor = content.next_cursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(rows.map(({ sip_resource_id }) => sip_resource_id));
  });

  it('stays within its limit with a trunk of 2,000 numbers, and with a name of 30,000 characters', async () => {
    const numbers = Array.from({ length: 2_000 }, (_, index) => `+4570${String(300_000 + index)}`);
    const north = await startFakeAccount('telecomx', 'north', { 'GET /sip': [{ _id: '5A', name: 'Blocks', active: false, numbers }] });
    const south = await startFakeAccount('exolve', 'south', { GetSIPList: [{ sip_resource_id: '1', sip_name: 'x'.repeat(30_000) }] });
    for (const [name, input] of [
      ['list_lines', { limit: 500 }],
      ['find_number', { number: '+4570300001' }],
      ['audit_lines', {}],
    ] as const) {
      const { content } = await runTool(name, { ...input, ...columns }, [north, south]);
      expect(JSON.stringify(content).length, name).toBeLessThanOrEqual(maxAnswerChars);
    }
  });
});
