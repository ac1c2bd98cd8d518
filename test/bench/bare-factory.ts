// What the SDK itself costs: as many typed tools as ours, which answer with what they are given.
import { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

const count = 13;

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

/** A server of `tool_0`, `tool_1`, …; each answers the same. */
export function bareFactory(structuredContent: Record<string, unknown>): () => McpServer {
  const text = JSON.stringify(structuredContent);
  return () => {
    const server = new McpServer({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: { listChanged: false } } });
    for (let index = 0; index < count; index++) {
      const config = {
        title: `Tool ${index}`,
        description: 'Does nothing.',
        inputSchema: input(),
        outputSchema: output(),
        annotations: { readOnlyHint: true },
      };
      server.registerTool(`tool_${index}`, config, async () => ({ content: [{ type: 'text', text }], structuredContent }));
    }
    return server;
  };
}
