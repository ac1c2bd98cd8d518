// One line by account and id.
import { linesById } from '@linekeeper/questions';
import { partsOf, type Reader } from './reader.ts';

export const readLine: Reader = async (url, { call }) => {
  const [account, id, ...others] = partsOf(url) ?? [];
  if (!account || !id || others.length > 0) return undefined;
  const { notice } = call.directory;
  return { json: { ...(await linesById(account, id, call)), ...(notice !== undefined && { warnings: [notice] }) } };
};
