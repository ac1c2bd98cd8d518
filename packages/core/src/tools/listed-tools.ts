// Which tools are listed: those of the providers that the caller has accounts at, narrowed by the operator's choice.
import type { AccountRegistry } from '../accounts/account-registry.ts';
import { type Environment, readVariable } from '../accounts/environment.ts';
import { type ErrorCode, LinekeeperError } from '../errors.ts';
import { unknownNameMessage } from '../text/did-you-mean.ts';
import { splitEntries } from '../text/phrases.ts';
import type { Tool } from './tool.ts';

/** The group of the tools that are not lists of a provider. */
const questionGroup = 'questions';

const getGroup = ({ operation }: Tool): string => operation?.provider.name ?? questionGroup;

/** The tools that `LINEKEEPER_TOOLS` names, by their own names or those of their groups, with commas; all if it is empty. Throws `config` for an unknown name. */
export const selectConfiguredTools = (tools: readonly Tool[], environment: Environment): readonly Tool[] =>
  selectNamedTools(tools, readVariable(environment, 'LINEKEEPER_TOOLS'), { setting: 'LINEKEEPER_TOOLS', code: 'config' });

/** The tools that a list with commas names, by their own names or those of their groups; all if it is empty. Throws `code`, with the name of the setting, for an unknown name. */
export function selectNamedTools(
  tools: readonly Tool[],
  list: string | undefined,
  { setting, code }: { setting: string; code: ErrorCode },
): readonly Tool[] {
  const names = splitEntries(list?.toLowerCase());
  if (names.length === 0) return tools;
  const valid = [...new Set(tools.map(getGroup)), ...tools.map(({ name }) => name)];
  const unknown = names.find(name => !valid.includes(name));
  if (unknown !== undefined) throw new LinekeeperError(code, `${setting}: ${unknownNameMessage('tool or group of tools', unknown, valid)}`);
  return tools.filter(tool => names.includes(tool.name) || names.includes(getGroup(tool)));
}

/** The tools for the accounts of a caller: the lists of their providers, and the questions. All of them without any account, and where the data is the sandbox's. */
export function selectAccountTools(tools: readonly Tool[], { accounts, notice }: AccountRegistry): readonly Tool[] {
  if (accounts.length === 0 || notice !== undefined) return tools;
  const providers = new Set(accounts.map(({ provider }) => provider));
  return tools.filter(({ operation }) => operation === undefined || providers.has(operation.provider));
}
