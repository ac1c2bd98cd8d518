// Resources: what a host may read without a tool. Each URI has a reader; whatever it throws becomes an error of the protocol.
import { inertJson, internalError, LinekeeperError } from '@linekeeper/core';
import {
  type ListResourcesResult,
  type ListResourceTemplatesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  type Resource,
  ResourceNotFoundError,
  type ResourceTemplateType,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { type Caller, directoryFor } from '../caller.ts';
import { progressOf } from '../progress.ts';
import type { Serving } from '../server-context.ts';
import { readAccounts, readCapabilities } from './accounts.ts';
import { exportLines } from './export.ts';
import { readLine } from './line.ts';
import type { Content, Reader } from './reader.ts';
import { viewPage, viewResource, viewUri } from './view.ts';

const resources: Resource[] = [
  {
    uri: 'linekeeper://accounts',
    name: 'accounts',
    title: 'Accounts',
    description: 'The accounts, whether each answers now, and what is left of its quota',
    mimeType: 'application/json',
  },
  {
    uri: 'linekeeper://capabilities',
    name: 'capabilities',
    title: 'What each account can report',
    description:
      'For each account the kinds of line of which it reports registration, billing, owner, fees …; nothing is asked of a provider',
    mimeType: 'application/json',
  },
  {
    uri: 'linekeeper://export/lines.csv',
    name: 'lines.csv',
    title: 'All lines as a file',
    description: 'Every line and number of every account as CSV: a list too long to be read as an answer',
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
    description: 'The lines of one status or provider (or several, with commas) as CSV; takes the other filters of list_lines too',
    mimeType: 'text/csv',
  },
];

/** Readers by what stands behind `linekeeper://`. */
const readers: Readonly<Record<string, Reader>> = {
  accounts: readAccounts,
  capabilities: readCapabilities,
  lines: readLine,
  export: exportLines,
};

/** Characters; no resource of ours is longer, whatever its filters. */
const longestUri = 4_000;

export function resourceHandlers(serving: Serving) {
  return {
    templates: templates.map(({ uriTemplate }) => uriTemplate),
    list: (): ListResourcesResult => ({ resources }),
    listTemplates: (): ListResourceTemplatesResult => ({ resourceTemplates: templates }),
    async read(uri: string, caller: Caller, context: ServerContext): Promise<ReadResourceResult> {
      if (uri === viewUri) return await viewPage();
      if (uri.length > longestUri)
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, `A URI here has at most ${longestUri} characters.`);
      const url = URL.canParse(uri) ? new URL(uri) : undefined;
      const reader = url?.protocol === 'linekeeper:' && Object.hasOwn(readers, url.host) ? readers[url.host] : undefined;
      if (url === undefined || reader === undefined) throw new ResourceNotFoundError(uri);
      const contents = await reading(reader, { url, serving, caller, context });
      return { contents: contents.map(content => ({ uri, ...content })) };
    },
  };
}

interface Asked {
  url: URL;
  serving: Serving;
  caller: Caller;
  context: ServerContext;
}

async function reading(reader: Reader, { url, serving, caller, context }: Asked): Promise<Content[]> {
  const { clock, callTime, log, largestFile, tools } = serving;
  try {
    const deadline = { at: clock.now() + callTime, signal: context.mcpReq.signal };
    const directory = await directoryFor(caller, serving);
    const read = await reader(url, { tools, call: { directory, deadline, onProgress: progressOf(context, serving) }, largestFile });
    if (read === undefined) throw new ResourceNotFoundError(url.href);
    return 'json' in read ? [{ mimeType: 'application/json', text: inertJson(read.json) }] : read.contents;
  } catch (thrown) {
    if (thrown instanceof ProtocolError) throw thrown;
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
    if (error.code === 'not_found') throw new ResourceNotFoundError(url.href, error.sentence);
    const code = error.code === 'input' ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
    throw new ProtocolError(code, error.sentence, { 'linekeeper/error': error.toData() });
  }
}
