// Clients of both SDK generations under one face, over any transport: what a test of the server needs of them.
import { Client as ModernClient, StreamableHTTPClientTransport as ModernHttp } from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { built } from '../command.ts';

export interface Called {
  isError?: boolean | undefined;
  structuredContent?: unknown;
  content: unknown;
  _meta?: unknown;
}

/** Where a value is being typed. */
export type Reference = { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };

export interface Calling {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<Called>;
  listResources(): Promise<{ resources: { uri: string }[] }>;
  listResourceTemplates(): Promise<{ resourceTemplates: { uriTemplate: string }[] }>;
  readResource(params: {
    uri: string;
  }): Promise<{ contents: { uri: string; mimeType?: string | undefined; text?: string; blob?: string }[] }>;
  listPrompts(): Promise<{ prompts: { name: string }[] }>;
  getPrompt(params: { name: string; arguments?: Record<string, string> }): Promise<{ messages: unknown[] }>;
  complete(params: { ref: Reference; argument: { name: string; value: string } }): Promise<{ completion: { values: string[] } }>;
  close(): Promise<void>;
}

/** Where a server is: a process to start, or a URL with what to send along. */
export type Place = { args: string[] } | { url: string; headers?: Record<string, string> };

const info = { version: '1.0.0' };

export async function modern(place: Place): Promise<Calling> {
  const client = new ModernClient({ name: 'modern', ...info }, { versionNegotiation: { mode: 'auto' } });
  await client.connect('url' in place ? new ModernHttp(new URL(place.url), sending(place)) : new ModernStdio(starting(place)));
  return client;
}

export async function older(place: Place): Promise<Calling> {
  const client = new OlderClient({ name: 'older', ...info });
  const transport = 'url' in place ? new OlderHttp(new URL(place.url), sending(place)) : new OlderStdio(starting(place));
  // Its own transport's types do not know the compiler's strictest option.
  await client.connect(transport as Parameters<OlderClient['connect']>[0]);
  // Its results are unions with forms that no server sends any more.
  return client as unknown as Calling;
}

const sending = ({ headers = {} }: { headers?: Record<string, string> }) => ({ requestInit: { headers } });

const starting = ({ args }: { args: string[] }) => ({ command: process.execPath, args: [built, ...args], env: {} });
