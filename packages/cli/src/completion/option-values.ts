// The values that an option may have: those of its schema, or the names of accounts.
import type { Environment, JsonSchema, Tool } from '@linekeeper/core';
import type { Option } from 'commander';
import { openAccounts } from '../accounts.ts';

/** A word that may be completed to, and what it means. */
export interface Candidate {
  value: string;
  description: string;
}

/** Whose accounts are named. */
interface AccountsContext {
  environment: Environment;
  sandbox: boolean;
}

/** Lists the values of an option of a tool's command, or of another command. */
export async function listValues(option: Option, tool: Tool | undefined, context: AccountsContext): Promise<Candidate[]> {
  const name = option.name().replaceAll('-', '_');
  if (option.argChoices !== undefined) return option.argChoices.map(value => ({ value, description: '' }));
  if (name === 'account') return await listAccountNames(tool, context);
  if (name === 'fields' && tool?.columns !== undefined) return tool.columns.map(value => ({ value, description: '' }));
  const property = tool?.inputSchema.properties?.[name];
  return property === undefined ? [] : listSchemaValues(property);
}

const listSchemaValues = ({ type, enum: values, items }: JsonSchema): Candidate[] => {
  const choices = values ?? items?.enum ?? (type === 'boolean' ? ['true', 'false'] : []);
  return choices.map(value => ({ value: String(value), description: '' }));
};

/** The accounts that the command may name: those of its provider. Nothing is sent. */
async function listAccountNames(tool: Tool | undefined, { environment, sandbox }: AccountsContext): Promise<Candidate[]> {
  const { accounts } = await openAccounts({ environment, sandbox, io: { error: () => {} } });
  const provider = tool?.operation?.provider;
  return accounts
    .filter(account => provider === undefined || account.provider === provider)
    .map(({ name, provider }) => ({ value: name, description: provider.title }));
}
