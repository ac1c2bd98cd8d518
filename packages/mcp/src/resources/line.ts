// The resource `linekeeper://lines/{account}/{id}`.
import { getLinesById } from '@linekeeper/questions';
import { parsePathSegments, type ResourceReader } from './reader.ts';

/** One line with all fields of its provider. Throws `not_found` for an unknown id. */
export const readLine: ResourceReader = async (url, { toolContext }) => {
  const [account, id, ...others] = parsePathSegments(url) ?? [];
  if (!account || !id || others.length > 0) return undefined;
  const { notice } = toolContext.registry;
  return { json: { ...(await getLinesById(account, id, toolContext)), ...(notice !== undefined && { warnings: [notice] }) } };
};
