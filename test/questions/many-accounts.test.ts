// Questions over dozens and hundreds of accounts: the answer fits its size, and names every account of which something is missing.
import type { ServerResponse } from 'node:http';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { describe, expect, it } from 'vitest';
import { maxAnswerChars } from '../../packages/core/src/table/size-budget.ts';
import { startFakeAccount } from './fake-lists.ts';
import { createTool, runTool, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();
const [copenhagen, moscow] = sandbox.accounts;
const createAccounts = (count: number) => Array.from({ length: count }, (_, index) => ({ ...moscow, name: `customer-${index}` }));

/** The size of an answer whose caller gives no limit. */
const defaultChars = 12_000;
const getMaxChars = (input: object) => ('limit' in input ? maxAnswerChars : defaultChars);

const questions: [string, object][] = [
  ['list_lines', {}],
  ['list_lines', { limit: 500 }],
  ['find_number', { number: '5050' }],
  ['audit_lines', {}],
  ['audit_lines', { limit: 500 }],
  ['summarize_lines', {}],
  ['list_accounts', {}],
];

describe('an answer about many accounts', () => {
  it.each(questions.flatMap(([name, input]) => [12, 60].map(count => ({ count, name, input }))))(
    '$name $input is valid and fits its size with $count failing accounts',
    async ({ count, name, input }) => {
      sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 10_000 });
      const { content } = await runTool(name, input, [...createAccounts(count), copenhagen ?? {}]);
      // Clients validate outputs against the JSON schema.
      const validate = new AjvJsonSchemaValidator().getValidator(createTool(name).outputSchema as Record<string, unknown>);
      expect(validate(content)).toMatchObject({ valid: true });
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(getMaxChars(input));
      for (let index = 0; index < count; index++) expect(JSON.stringify(content)).toContain(`"customer-${index}"`);
    },
  );

  it('has an error that all accounts share only once, whatever their names', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 10_000 });
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz', name => ({ ...moscow, name }));
    const { content } = await runTool('list_lines', {}, letters);
    const { accounts } = content as { accounts: { error: string }[] };
    expect(accounts.map(({ error }) => error)).toEqual([
      expect.stringMatching(/^denied \(a\): .*allow list/),
      ...letters.slice(1).map(() => 'denied'),
    ]);
  });

  it('has a reason that is not an error in whole words, also if all accounts share it', async () => {
    const rows = [{ id: 1, phone_number: '100', employee_id: 1, status: 'active', physical_state: 'Not registered' }];
    const account = await startFakeAccount('callgear', 'a', { 'get.sip_lines': rows });
    const { content } = await runTool(
      'audit_lines',
      {},
      Array.from({ length: 60 }, (_, index) => ({ ...account, name: `customer-${index}` })),
    );
    const reasons = (content.skipped as { reason: string }[]).map(({ reason }) => reason);
    expect(reasons.length).toBeGreaterThan(10);
    for (const reason of reasons) expect(reason).toMatch(/^No row reports "\w+"/);
  });

  it('lists 60 healthy accounts without an error', async () => {
    sandbox.clearFaults();
    const { content } = await runTool('list_accounts', {}, createAccounts(60));
    const { accounts } = content as { accounts: object[] };
    expect(accounts).toHaveLength(60);
    for (const account of accounts) expect(account).not.toHaveProperty('error');
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(defaultChars);
  });
});

describe('an answer about hundreds of accounts', () => {
  const rows = Array.from({ length: 3 }, (_, index) => ({
    sip_resource_id: `id-of-thirty-characters-number-${index}`,
    sip_name: `Line ${index}`,
  }));
  const refuse = (_: string, response: ServerResponse) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"no"}');
    return true;
  };
  const name = (account: object, index: number) => ({ ...account, name: `customer-${index}` });

  /** Accounts of which every hundredth, beginning with the last, refuses. */
  async function startAccounts(count: number): Promise<object[]> {
    const [healthy, refusing] = [
      await startFakeAccount('exolve', 'a', { GetSIPList: rows }),
      await startFakeAccount('exolve', 'b', {}, refuse),
    ];
    return Array.from({ length: count }, (_, index) => name((index + 1) % 100 === 0 ? refusing : healthy, index));
  }

  it.each([...questions.filter(([tool]) => tool !== 'list_accounts'), ['compare_people', { people: [{ name: 'Ann' }] }] as const])(
    '%s %j counts the accounts that are well, and names the others',
    async (tool, input) => {
      const { content, warnings } = await runTool(tool, input, await startAccounts(300));
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(getMaxChars(input));
      const { accounts } = content as { accounts: { account: string; outcome: string }[] };
      const failed = accounts.filter(({ outcome }) => outcome === 'failed').map(({ account }) => account);
      expect(failed).toEqual(['customer-99', 'customer-199', 'customer-299']);
      expect(warnings).toContainEqual(expect.stringMatching(/^"accounts" leaves out 297 accounts: /));
      expect(warnings.join()).not.toMatch(/shortened/);
    },
  );

  it.each(questions)('%s %j cuts no text, where 150 accounts are refused', async (tool, input) => {
    const account = await startFakeAccount('callgear', 'a', {}, refuse);
    const healthy = await startFakeAccount('exolve', 'well', { GetSIPList: rows });
    const { content, warnings } = await runTool(tool, input, [healthy, ...Array.from({ length: 150 }, (_, index) => name(account, index))]);
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(getMaxChars(input));
    expect(warnings.join()).not.toMatch(/shortened/);
    if (tool === 'list_lines') expect(content).toMatchObject({ lines: rows.map(({ sip_resource_id: id }) => ({ id })) });
  });
});

describe('an answer without a limit', () => {
  it.each([
    ['summarize_lines', { by: ['owner'] }, 'groups'],
    ['find_number', { number: '+4570305050' }, 'matches'],
    ['audit_lines', {}, 'findings'],
  ])('of %s %j stays within its default size', async (tool, input, list) => {
    const lines = Array.from({ length: 1_000 }, (_, index) => ({
      id: index + 1,
      phone_number: index < 20 ? '4570305050' : `1${index}`,
      virtual_phone_number: `7495100${String(index).padStart(4, '0')}`,
      employee_id: index + 1,
      employee_full_name: `Person number ${index}`,
      status: 'active',
      billing_state: 'active',
      physical_state: 'Not registered',
      [`unknown_${'x'.repeat(20)}_${index % 40}`]: 1,
    }));
    const account = await startFakeAccount('callgear', 'a', { 'get.sip_lines': lines });
    const accounts = Array.from({ length: 30 }, (_, index) => ({ ...account, name: `customer-${index}` }));
    const { content, warnings } = await runTool(tool, input, accounts);
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(defaultChars);
    expect((content[list] as object[]).length).toBeGreaterThan(5);
    expect(warnings.join()).not.toMatch(/shortened/);
  });
});
