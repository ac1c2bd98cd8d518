// The accounts as they answer now, and what each can report at all.
import { capabilitiesOf, noAccounts } from '@linekeeper/questions';
import { toolNamed } from '../server-context.ts';
import type { Reader } from './reader.ts';

export const readAccounts: Reader = async (url, { tools, call }) =>
  isBare(url) ? { json: (await toolNamed({ tools }, 'list_accounts').run({}, call)).content } : undefined;

export const readCapabilities: Reader = async (url, { call: { directory } }) => {
  if (!isBare(url)) return undefined;
  if (directory.accounts.length === 0) throw noAccounts();
  const accounts = directory.accounts.map(({ name, provider }) => ({
    account: name,
    provider: provider.name,
    capabilities: capabilitiesOf(provider),
  }));
  return { json: { accounts, ...(directory.notice !== undefined && { warnings: [directory.notice] }) } };
};

const isBare = ({ pathname }: URL) => /^\/*$/.test(pathname);
