// What an answer costs its reader, and that it is what its tool advertises.
import { longestAnswer } from '@linekeeper/core';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { describe, expect, it } from 'vitest';
import { accountAt } from './fake-lists.ts';
import { ask, outcomeOf, ownSandbox, toolOf } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;

/** A token is four characters, as far as a budget is concerned. */
const tokens = (value: unknown) => JSON.stringify(value).length / 4;

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
    const { content } = await outcomeOf(name, input, accounts);
    expect(tokens(content)).toBeLessThanOrEqual(3_000);
  });

  it.each(large)('%s %j costs at most 6,000 tokens', async (name, input) => {
    const { content } = await outcomeOf(name, input, accounts);
    expect(tokens(content)).toBeLessThanOrEqual(6_000);
  });

  it('has lines of at most 65 tokens on average', async () => {
    const { lines } = await ask('list_lines', { limit: 500 }, accounts, { characters: undefined });
    expect(tokens(lines) / lines.length).toBeLessThanOrEqual(65);
  });

  it('stays within its size with a trunk of 2,000 numbers', async () => {
    const numbers = Array.from({ length: 2_000 }, (_, index) => `+4570${String(300_000 + index)}`);
    const trunk = { _id: '5A', name: 'Blocks', active: false, numbers };
    const own = [await accountAt('telecomx', 'north', { 'GET /sip': [trunk, { ...trunk, _id: '5B' }] })];
    const asked: [string, object][] = [
      ['list_lines', { limit: 500 }],
      ['find_number', { number: '+4570300001' }],
      ['audit_lines', { check: ['number_on_inactive_trunk'] }],
      ['audit_lines', { check: ['duplicate_number'] }],
    ];
    for (const [name, input] of asked) {
      const { content } = await outcomeOf(name, input, own);
      expect(JSON.stringify(content).length, name).toBeLessThanOrEqual(longestAnswer);
    }
  });

  it('stays within its size with a text of 30,000 characters', async () => {
    const rows = ['1', '2'].map(id => ({ sip_resource_id: id, sip_name: 'x'.repeat(30_000) }));
    const { content } = await outcomeOf('list_lines', {}, [await accountAt('exolve', 'north', { GetSIPList: rows })]);
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(longestAnswer);
  });

  it('goes on behind what did not fit, and loses nothing', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      sip_resource_id: String(index),
      sip_name: 'x'.repeat(1 + ((index * 397) % 2_000)),
    }));
    const own = [await accountAt('exolve', 'north', { GetSIPList: rows })];
    const ids: unknown[] = [];
    let cursor: string | undefined;
    do {
      const answer = await ask('list_lines', { limit: 500, ...(cursor !== undefined && { cursor }) }, own);
      expect(tokens(answer)).toBeLessThanOrEqual(6_000);
      ids.push(...answer.lines.map(({ id }) => id));
      cursor = answer.next_cursor;
    } while (cursor !== undefined);
    expect(ids).toEqual(rows.map(({ sip_resource_id }) => sip_resource_id));
  });
});

describe('the content of an answer', () => {
  it.each([...questions, ...large])('%s %j is what its schema says', async (name, input) => {
    // Outputs are checked by the client as any JSON schema is.
    const validate = new AjvJsonSchemaValidator().getValidator(toolOf(name).outputSchema as Record<string, unknown>);
    const { content } = await outcomeOf(name, input, accounts);
    expect(validate(content)).toMatchObject({ valid: true });
  });

  it.each(questions)('%s %j is what its schema says also where an account fails', async (name, input) => {
    sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const validate = new AjvJsonSchemaValidator().getValidator(toolOf(name).outputSchema as Record<string, unknown>);
    const { content } = await outcomeOf(name, input, accounts);
    expect(validate(content)).toMatchObject({ valid: true });
  });

  it('holds no secret of a provider’s', async () => {
    for (const [name, input] of [...questions, ...large]) {
      const outcome = await outcomeOf(name, input, accounts);
      expect(JSON.stringify([outcome.content, outcome.rows])).not.toMatch(/secret-|sandbox-(callgear|telecomx|exolve)-/);
    }
  });
});
