// The resources `linekeeper://accounts` and `linekeeper://capabilities`.
import { getTool } from '@linekeeper/core';
import { accountsMissingError, getCapabilities } from '@linekeeper/questions';
import type { ResourceReader } from './reader.ts';

/** The result of `list_accounts`: each account's state now. */
export const readAccounts: ResourceReader = async (url, { tools, toolContext }) =>
  hasEmptyPath(url) ? { json: (await getTool(tools, 'list_accounts').run({}, toolContext)).content } : undefined;

/** What each account can report, from the operations' definitions; sends no request to a provider. */
export const readCapabilities: ResourceReader = async (url, { toolContext: { registry } }) => {
  if (!hasEmptyPath(url)) return undefined;
  if (registry.accounts.length === 0) throw accountsMissingError();
  const accounts = registry.accounts.map(({ name, provider }) => ({
    account: name,
    provider: provider.name,
    capabilities: getCapabilities(provider),
  }));
  return { json: { accounts, ...(registry.notice !== undefined && { warnings: [registry.notice] }) } };
};

const hasEmptyPath = ({ pathname }: URL) => /^\/*$/.test(pathname);
