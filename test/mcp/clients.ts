// Clients of both SDK generations behind one interface, over any transport.
import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as LegacyHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { commandFile } from '../command.ts';

/** A tool result. */
export interface CallResult {
  isError?: boolean | undefined;
  structuredContent?: unknown;
  content: unknown;
  _meta?: unknown;
}

/** The prompt or resource template whose argument is completed. */
type CompletionReference = { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };

/** The methods that both SDK generations have in common. */
export interface TestClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<CallResult>;
  listResources(): Promise<{ resources: { uri: string }[] }>;
  listResourceTemplates(): Promise<{ resourceTemplates: { uriTemplate: string }[] }>;
  readResource(params: {
    uri: string;
  }): Promise<{ contents: { uri: string; mimeType?: string | undefined; text?: string; blob?: string }[] }>;
  listPrompts(): Promise<{ prompts: { name: string }[] }>;
  getPrompt(params: { name: string; arguments?: Record<string, string> }): Promise<{ messages: unknown[] }>;
  complete(params: { ref: CompletionReference; argument: { name: string; value: string } }): Promise<{ completion: { values: string[] } }>;
  close(): Promise<void>;
}

/** Arguments and environment of a command to start, or the URL of a server with request headers. */
export type ServerTarget = { args: string[]; env?: Record<string, string> } | { url: string; headers?: Record<string, string> };

const info = { version: '1.0.0' };

/** Connects a client of SDK v2, which negotiates the newest revision. */
export async function connectModernClient(target: ServerTarget): Promise<TestClient> {
  const client = new ModernClient({ name: 'modern', ...info }, { versionNegotiation: { mode: 'auto' } });
  await client.connect('url' in target ? new ModernHttp(new URL(target.url), httpOptions(target)) : new ModernStdio(stdioOptions(target)));
  return client;
}

/** Connects a client of SDK v1. */
export async function connectLegacyClient(target: ServerTarget): Promise<TestClient> {
  const client = new LegacyClient({ name: 'legacy', ...info });
  const transport = 'url' in target ? new LegacyHttp(new URL(target.url), httpOptions(target)) : new LegacyStdio(stdioOptions(target));
  // The SDK's transport types are incompatible with its client's under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<LegacyClient['connect']>[0]);
  // The SDK's result types are unions with obsolete forms.
  return client as unknown as TestClient;
}

const httpOptions = ({ headers = {} }: { headers?: Record<string, string> }) => ({ requestInit: { headers } });

const stdioOptions = ({ args, env = {} }: { args: string[]; env?: Record<string, string> }) => ({
  command: process.execPath,
  args: [commandFile, ...args],
  env,
});
