// Questions over dozens of accounts, most of them down: the answer fits its size and names every account.
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { describe, expect, it } from 'vitest';
import { maxAnswerChars } from '../../packages/core/src/table/size-budget.ts';
import { createTool, runTool, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();
const [copenhagen, moscow] = sandbox.accounts;
const createAccounts = (count: number) => Array.from({ length: count }, (_, index) => ({ ...moscow, name: `customer-${index}` }));

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
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
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

  it('lists 60 healthy accounts without an error', async () => {
    sandbox.clearFaults();
    const { content } = await runTool('list_accounts', {}, createAccounts(60));
    const { accounts } = content as { accounts: object[] };
    expect(accounts).toHaveLength(60);
    for (const account of accounts) expect(account).not.toHaveProperty('error');
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(maxAnswerChars);
  });
});
