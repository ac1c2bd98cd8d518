// The skills extension: instructions for frequent tasks, which name the tools and their order. Hosts without the extension never ask for them.
import { quoteValue } from '@linekeeper/core';
import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  type ServerContext as RequestContext,
  ResourceNotFoundError,
  specTypeSchemas,
} from '@modelcontextprotocol/server';
import type { SkillText } from '../../skills/build.ts';

/** The name of the extension in the server's capabilities. */
export const skillsExtension = 'io.modelcontextprotocol/skills';

/** The skills change only with the version. */
const cacheHint = { ttlMs: 60 * 60_000, cacheScope: 'public' as const };

/** Results carry hints since the revision whose requests have an envelope. */
const getCacheHint = ({ mcpReq: { envelope } }: RequestContext) => (envelope === undefined ? {} : cacheHint);

/** True for the address of a file of a skill. */
export const isSkillUri = (uri: string): boolean => uri.startsWith('skill://');

/** Serves `skills/list` and `skills/get`. Must run before the server connects. */
export function serveSkills({ server }: McpServer): void {
  server.setRequestHandler('skills/list', { params: specTypeSchemas.PaginatedRequestParams }, async ({ cursor = '' }, requestContext) => {
    if (cursor !== '') throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This list is not paginated; omit the cursor.');
    return { skills: (await getSkills()).map(({ skill }) => skill), ...getCacheHint(requestContext) };
  });
  server.setRequestHandler('skills/get', { params: specTypeSchemas.ResourceRequestParams }, async ({ uri }, requestContext) => {
    const found = await findSkill(uri);
    if (found === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No skill is served at ${quoteValue(uri)}.`);
    return { skill: found.skill, ...getCacheHint(requestContext) };
  });
}

/** Reads the file of a skill. Throws `ResourceNotFoundError` for another address. */
export async function readSkill(uri: string): Promise<ReadResourceResult> {
  const found = await findSkill(uri);
  if (found === undefined) throw new ResourceNotFoundError(uri);
  return { contents: [{ uri, mimeType: 'text/markdown', text: found.text }], ...cacheHint };
}

const findSkill = async (uri: string) => (await getSkills()).find(({ skill }) => skill.uri === uri);

let loading: Promise<readonly SkillText[]> | undefined;

/** The skills are loaded by the first request for one, and kept. */
function getSkills(): Promise<readonly SkillText[]> {
  loading ??= import('./catalog.ts').then(({ loadSkills }) => loadSkills());
  return loading;
}
