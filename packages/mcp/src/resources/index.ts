// Resources: what a host can read without calling a tool. Errors of readers become protocol errors.
import { findTool, internalError, LinekeeperError, toSafeJson } from '@linekeeper/core';
import {
  type ListResourcesResult,
  type ListResourceTemplatesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  type ServerContext as RequestContext,
  type Resource,
  ResourceNotFoundError,
  type ResourceTemplateType,
} from '@modelcontextprotocol/server';
import { type Caller, getPermittedRegistry } from '../caller.ts';
import { createProgressReporter } from '../progress.ts';
import type { McpServerContext } from '../server-context.ts';
import { isSkillUri, readSkill } from '../skills/handlers.ts';
import { readAccounts, readCapabilities } from './accounts.ts';
import { changesTemplate, readChanges } from './changes.ts';
import { exportLines } from './export.ts';
import { readLine } from './line.ts';
import type { ResourceContent, ResourceReader } from './reader.ts';
import { readView, viewResource, viewUri } from './view.ts';

const resources: Resource[] = [
  {
    uri: 'linekeeper://accounts',
    name: 'accounts',
    title: 'Accounts',
    description: 'The accounts, whether each is reachable now, and its remaining quota',
    mimeType: 'application/json',
  },
  {
    uri: 'linekeeper://capabilities',
    name: 'capabilities',
    title: 'What each account can report',
    description:
      'For each account the kinds of line for which it reports registration, billing, owner, fees …; sends no request to a provider',
    mimeType: 'application/json',
  },
  {
    uri: 'linekeeper://export/lines.csv',
    name: 'lines.csv',
    title: 'All lines as a file',
    description: 'Every line and number of every account as CSV, for lists that are too long for a tool result',
    mimeType: 'text/csv',
  },
  viewResource,
];

const templates: ResourceTemplateType[] = [
  {
    uriTemplate: 'linekeeper://lines/{account}/{id}',
    name: 'line',
    title: 'One line',
    description: "A line or number by its account and id, with all of its provider's own fields",
    mimeType: 'application/json',
  },
  {
    uriTemplate: 'linekeeper://export/lines.csv{?status,provider}',
    name: 'lines-filtered.csv',
    title: 'Lines as a file, filtered',
    description: 'The lines of one status or provider (or several, comma-separated) as CSV; takes the other filters of list_lines, too',
    mimeType: 'text/csv',
  },
];

/** Readers by the host of a `linekeeper:` URI. */
const readers: Readonly<Record<string, ResourceReader>> = {
  accounts: readAccounts,
  capabilities: readCapabilities,
  lines: readLine,
  export: exportLines,
  changes: readChanges,
};

/** Long enough for all filters of an export. */
const maxUriChars = 4_000;

/** Handlers of `resources/*`, and the URI templates. `read` throws `ProtocolError`. */
export function createResourceHandlers(serverContext: McpServerContext) {
  const hasHistory = findTool(serverContext.tools, 'list_changes') !== undefined;
  const listedTemplates = hasHistory ? [...templates, changesTemplate] : templates;
  return {
    templates: listedTemplates.map(({ uriTemplate }) => uriTemplate),
    list: (): ListResourcesResult => ({ resources }),
    listTemplates: (): ListResourceTemplatesResult => ({ resourceTemplates: listedTemplates }),
    async read(uri: string, caller: Caller, requestContext: RequestContext): Promise<ReadResourceResult> {
      if (uri.length > maxUriChars) {
        const error = new LinekeeperError('input', `The URI is longer than ${maxUriChars} characters.`, { field: 'uri' });
        throw toProtocolError(error, error.message);
      }
      if (uri === viewUri) return await readView();
      if (isSkillUri(uri)) return await readSkill(uri);
      const url = URL.canParse(uri) ? new URL(uri) : undefined;
      const reader = url?.protocol === 'linekeeper:' && Object.hasOwn(readers, url.host) ? readers[url.host] : undefined;
      if (url === undefined || reader === undefined) throw new ResourceNotFoundError(uri);
      const contents = await readContents(reader, { url, serverContext, caller, requestContext });
      return { contents: contents.map(content => ({ uri, ...content })) };
    },
  };
}

interface ResourceRequest {
  url: URL;
  serverContext: McpServerContext;
  caller: Caller;
  requestContext: RequestContext;
}

async function readContents(
  reader: ResourceReader,
  { url, serverContext, caller, requestContext }: ResourceRequest,
): Promise<ResourceContent[]> {
  const { clock, toolTimeoutMs, log, maxResourceBytes, tools } = serverContext;
  try {
    const deadline = { at: clock.now() + toolTimeoutMs, signal: requestContext.mcpReq.signal };
    const registry = await getPermittedRegistry(caller, serverContext);
    const read = await reader(url, {
      tools,
      toolContext: { registry, deadline, onProgress: createProgressReporter(requestContext, serverContext) },
      maxResourceBytes,
    });
    if (read === undefined) throw new ResourceNotFoundError(url.href);
    return 'json' in read ? [{ mimeType: 'application/json', text: toSafeJson(read.json) }] : read.contents;
  } catch (thrown) {
    if (thrown instanceof ProtocolError) throw thrown;
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
    if (error.code === 'not_found') throw new ResourceNotFoundError(url.href, error.displayMessage);
    throw toProtocolError(error);
  }
}

const toProtocolError = (error: LinekeeperError, message = error.displayMessage): ProtocolError =>
  new ProtocolError(error.code === 'input' ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError, message, {
    'linekeeper/error': error.toData(),
  });
