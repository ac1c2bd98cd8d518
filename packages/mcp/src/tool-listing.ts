// A tool as clients see it before they call it.
import type { Tool } from '@linekeeper/core';
import type { Tool as Listed } from '@modelcontextprotocol/server';
import { toolIcons } from './icons.ts';
import { viewUri } from './resources/view.ts';

/** Tools whose answers the inventory view shows. */
const viewed = ['list_lines', 'audit_lines', 'summarize_lines'];

export const describedTool = ({ name, title, description, inputSchema, outputSchema }: Tool): Listed => ({
  name,
  title,
  description,
  // A JSON Schema with an object at its root, as the protocol's type says it.
  inputSchema: inputSchema as Listed['inputSchema'],
  outputSchema: { ...outputSchema },
  annotations: { readOnlyHint: true, openWorldHint: true },
  ...(toolIcons[name] !== undefined && { icons: toolIcons[name] }),
  ...(viewed.includes(name) && { _meta: { ui: { resourceUri: viewUri } } }),
});
