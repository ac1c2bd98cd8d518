// The size of the answers, and their conformance to the output schemas.
import { toSafeJson } from '@linekeeper/core';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { describe, expect, it } from 'vitest';
import { maxAnswerChars } from '../../packages/core/src/table/size-budget.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, createTool, runTool, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;

/** Estimates tokens at four characters each. */
const countTokens = (value: unknown) => JSON.stringify(value).length / 4;

const questions: [string, object][] = [
  ['list_lines', {}],
  ['find_number', { number: '7030' }],
  ['audit_lines', {}],
  ['summarize_lines', {}],
  ['summarize_lines', { by: ['owner', 'kind'] }],
  ['list_accounts', {}],
];
const large: [string, object][] = [
  ['list_lines', { limit: 500 }],
  ['audit_lines', { limit: 500 }],
  ['find_number', { number: '5055' }],
];

describe('an answer to an assistant', () => {
  it.each(questions)('%s %j costs at most 3,000 tokens', async (name, input) => {
    const { content } = await runTool(name, input, accounts);
    expect(countTokens(content)).toBeLessThanOrEqual(3_000);
  });

  it.each(large)('%s %j costs at most 6,000 tokens', async (name, input) => {
    const { content } = await runTool(name, input, accounts);
    expect(countTokens(content)).toBeLessThanOrEqual(6_000);
  });

  it('has lines of at most 65 tokens on average', async () => {
    const { lines } = await askQuestion('list_lines', { limit: 500 }, accounts, { budget: undefined });
    expect(countTokens(lines) / lines.length).toBeLessThanOrEqual(65);
  });

  it('stays within its size with a trunk of 2,000 numbers', async () => {
    const numbers = Array.from({ length: 2_000 }, (_, index) => `+4570${String(300_000 + index)}`);
    const trunk = { _id: '5A', name: 'Blocks', active: false, numbers };
    const fakeAccounts = [await startFakeAccount('telecomx', 'north', { 'GET /sip': [trunk, { ...trunk, _id: '5B' }] })];
    const invocations: [string, object][] = [
      ['list_lines', { limit: 500 }],
      ['find_number', { number: '+4570300001' }],
      ['audit_lines', { check: ['number_on_inactive_trunk'] }],
      ['audit_lines', { check: ['duplicate_number'] }],
    ];
    for (const [name, input] of invocations) {
      const { content } = await runTool(name, input, fakeAccounts);
      expect(JSON.stringify(content).length, name).toBeLessThanOrEqual(maxAnswerChars);
    }
  });

  it('stays within its size with a trunk of 100,000 numbers that match', async () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => `+45${100_000 + index}0000`);
    const account = await startFakeAccount('telecomx', 'north', { 'GET /sip': [{ _id: '5A', name: 'Blocks', active: true, numbers }] });
    const { content } = await runTool('find_number', { number: '0000' }, [account]);
    expect(content).toMatchObject({ returned: 1, matches: [{ role: 'number', match: 'suffix' }] });
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
  });

  it('stays within its size with thousands of namesakes, long ids and long names', async () => {
    const long = 'x'.repeat(2_000);
    const employees = (count: number, id: (index: number) => unknown, name: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => ({
        id: id(index),
        employee_id: id(index),
        employee_full_name: name(index),
        status: 'active',
        physical_state: 'Not registered',
        [`unknown ${long}${index}`]: 1,
      }));
    const lists = [
      employees(
        3_000,
        index => 10_000_000_000 + index,
        () => 'Anna Hansen',
      ),
      employees(
        600,
        index => `${long}${index}`,
        () => 'Anna Hansen',
      ),
      employees(
        600,
        index => index + 1,
        index => `Anna ${long}${index}`,
      ),
      employees(
        600,
        index => `${long}${index}`,
        index => `\u0000\u202e${long}${index}`,
      ),
    ];
    for (const rows of lists) {
      const account = await startFakeAccount('callgear', 'moscow', { 'get.sip_lines': rows });
      for (const [name, input] of [
        ['list_lines', { owner: 'anna', limit: 500 }],
        ['list_lines', {}],
        ['summarize_lines', { by: ['owner'], owner: 'hansen' }],
        ['audit_lines', { owner: 'anna', limit: 500 }],
        ['find_number', { number: '7030' }],
      ] as const) {
        const { content } = await runTool(name, input, [account]);
        expect(toSafeJson(content).length, name).toBeLessThanOrEqual(maxAnswerChars);
      }
    }
  });

  it('stays within its size with a name of 30,000 characters', async () => {
    const rows = ['1', '2'].map(id => ({ sip_resource_id: id, sip_name: 'x'.repeat(30_000) }));
    const { content } = await runTool('list_lines', {}, [await startFakeAccount('exolve', 'north', { GetSIPList: rows })]);
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
  });

  it('continues after the lines that did not fit, and loses none', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      sip_resource_id: String(index),
      sip_name: 'x'.repeat(1 + ((index * 397) % 2_000)),
    }));
    const fakeAccounts = [await startFakeAccount('exolve', 'north', { GetSIPList: rows })];
    const ids: unknown[] = [];
    let cursor: string | undefined;
    do {
      const answer = await askQuestion('list_lines', { limit: 500, ...(cursor !== undefined && { cursor }) }, fakeAccounts);
      expect(countTokens(answer)).toBeLessThanOrEqual(6_000);
      ids.push(...answer.lines.map(({ id }) => id));
      cursor = answer.next_cursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(rows.map(({ sip_resource_id }) => sip_resource_id));
  });
});

describe('the content of an answer', () => {
  it.each([...questions, ...large])('%s %j conforms to its schema', async (name, input) => {
    // Clients validate outputs against the JSON schema.
    const validate = new AjvJsonSchemaValidator().getValidator(createTool(name).outputSchema as Record<string, unknown>);
    const { content } = await runTool(name, input, accounts);
    expect(validate(content)).toMatchObject({ valid: true });
  });

  it.each(questions)('%s %j conforms to its schema also if an account fails', async (name, input) => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const validate = new AjvJsonSchemaValidator().getValidator(createTool(name).outputSchema as Record<string, unknown>);
    const { content } = await runTool(name, input, accounts);
    expect(validate(content)).toMatchObject({ valid: true });
  });

  it('contains no credentials', async () => {
    for (const [name, input] of [...questions, ...large]) {
      const outcome = await runTool(name, input, accounts);
      expect(JSON.stringify([outcome.content, outcome.table.rows])).not.toMatch(/secret-|sandbox-(callgear|telecomx|exolve)-/);
    }
  });
});
