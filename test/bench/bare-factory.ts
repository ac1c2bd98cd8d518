// The baseline of the MCP SDK: a server with as many typed tools as Linekeeper, which return a constant.
import { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** How many tools Linekeeper has. */
export const toolCount = 30;

const input = () =>
  z.strictObject({
    account: z.string().optional().describe('Account'),
    name: z.string().optional().describe('Name'),
    status: z.enum(['active', 'inactive']).optional().describe('Status'),
    fields: z.array(z.string()).optional().describe('Fields'),
    limit: z.int().min(1).max(500).optional().describe('Limit'),
    cursor: z.string().optional().describe('Cursor'),
  });

const output = () =>
  z.looseObject({
    account: z.string(),
    rows: z.array(z.looseObject({ id: z.string().optional(), name: z.string().optional(), status: z.string().optional() })),
    returned: z.int(),
  });

/** Creates a factory of servers with the tools `tool_0`, `tool_1`, …, which all return `structuredContent`. Their schemas are made once. */
export function createBareFactory(structuredContent: Record<string, unknown>): () => McpServer {
  const text = JSON.stringify(structuredContent);
  const tools = Array.from({ length: toolCount }, (_, index) => ({
    name: `tool_${index}`,
    config: {
      title: `Tool ${index}`,
      description: 'Does nothing.',
      inputSchema: input(),
      outputSchema: output(),
      annotations: { readOnlyHint: true },
    },
  }));
  return () => {
    const server = new McpServer({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: { listChanged: false } } });
    for (const { name, config } of tools)
      server.registerTool(name, config, async () => ({ content: [{ type: 'text', text }], structuredContent }));
    return server;
  };
}
