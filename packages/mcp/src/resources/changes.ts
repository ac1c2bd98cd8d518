// The resource `linekeeper://changes{?since}`: what changed since a moment, where a history is kept.
import { findTool } from '@linekeeper/core';
import type { ResourceTemplateType } from '@modelcontextprotocol/server';
import { parseFilters } from './export.ts';
import type { ResourceReader } from './reader.ts';

/** Changes in one answer by default; next_cursor continues it. */
const maxChanges = 500;

/** Listed where a history is kept. */
export const changesTemplate: ResourceTemplateType = {
  uriTemplate: 'linekeeper://changes{?since}',
  name: 'changes',
  title: 'Changes',
  description: 'What changed since a moment (monday, 7d, an ISO date; the last day by default); takes the filters of list_changes, too',
  mimeType: 'application/json',
};

/** Takes the filters of `list_changes` as query parameters. */
export const readChanges: ResourceReader = async (url, { tools, toolContext }) => {
  const tool = findTool(tools, 'list_changes');
  if (tool === undefined || !/^\/*$/.test(url.pathname)) return undefined;
  const input = parseFilters(url.searchParams, tool);
  return { json: (await tool.run({ limit: maxChanges, ...input }, toolContext)).content };
};
