// An agency's dozens of accounts, most of them down: still an answer, within its size, that names them all.
import { longestAnswer } from '@linekeeper/core';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { describe, expect, it } from 'vitest';
import { outcomeOf, ownSandbox, toolOf } from './harness.ts';

const sandbox = await ownSandbox();
const [copenhagen, moscow] = sandbox.accounts;
const named = (count: number) => Array.from({ length: count }, (_, index) => ({ ...moscow, name: `customer-${index}` }));

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
    '$name $input holds what its schema says beside $count that are down',
    async ({ count, name, input }) => {
      sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 10_000 });
      const { content } = await outcomeOf(name, input, [...named(count), copenhagen ?? {}]);
      // Outputs are checked by the client as any JSON schema is.
      const validate = new AjvJsonSchemaValidator().getValidator(toolOf(name).outputSchema as Record<string, unknown>);
      expect(validate(content)).toMatchObject({ valid: true });
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(longestAnswer);
      for (let index = 0; index < count; index++) expect(JSON.stringify(content)).toContain(`"customer-${index}"`);
    },
  );

  it('says what is wrong with all once, whatever they are called', async () => {
    sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 10_000 });
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz', name => ({ ...moscow, name }));
    const { content } = await outcomeOf('list_lines', {}, letters);
    const { accounts } = content as { accounts: { error: string }[] };
    expect(accounts.map(({ error }) => error)).toEqual([
      expect.stringMatching(/^denied \(a\): .*allow list/),
      ...letters.slice(1).map(() => 'denied'),
    ]);
  });

  it('lists 60 accounts that are all well, with no error of any', async () => {
    sandbox.clearFaults();
    const { content } = await outcomeOf('list_accounts', {}, named(60));
    const { accounts } = content as { accounts: object[] };
    expect(accounts).toHaveLength(60);
    for (const account of accounts) expect(account).not.toHaveProperty('error');
    expect(JSON.stringify(content).length).toBeLessThanOrEqual(longestAnswer);
  });
});
