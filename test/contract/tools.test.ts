// The tool definitions as an MCP client gets them: reviewed snapshots, flat schemas, token budgets.
import type { Clock } from '@linekeeper/core';
import { historyTools } from '@linekeeper/history';
import { createServerFactory, type McpServerContext } from '@linekeeper/mcp';
import { providers } from '@linekeeper/providers';
import { listTools, tools as permanentTools } from '@linekeeper/questions';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';

interface ToolDefinition {
  name: string;
  description?: string | undefined;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown> | undefined;
}

/** All tools, with those that are listed where a history is kept. */
const tools = [...permanentTools, ...historyTools];

const clock: Clock = { now: () => 0, setTimer: () => () => {} };

async function fetchTools(): Promise<ToolDefinition[]> {
  const context: McpServerContext = {
    tools,
    getRegistry: () => ({ accounts: [], getConnection: () => expect.fail('No provider is queried.'), clock, digest: () => '' }),
    version: '0.0.0',
    clock,
    toolTimeoutMs: 1_000,
    supportsProgress: true,
    maxResourceBytes: 1_000,
    log: () => {},
  };
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'contract', version: '1.0.0' });
  await Promise.all([createServerFactory(context)({ era: 'modern' }).connect(ours), client.connect(theirs)]);
  return (await client.listTools()).tools;
}

/** The largest definitions of lists, without and with their output schemas, in tokens. */
const maxTokens = { input: 351, all: 450 };

/** More where the provider has a dozen filters of its own, or enumerates as many values. */
const maxTokensOfLargeLists: Readonly<Record<string, typeof maxTokens>> = {
  telecomx_list_numbers: { input: 375, all: 475 },
  telecomx_list_portings: { input: 375, all: 475 },
  exolve_list_sip_ids: { input: 375, all: 480 },
  exolve_list_numbers: { input: 405, all: 511 },
  callgear_list_employees: { input: 505, all: 610 },
  callgear_list_sip_lines: { input: 520, all: 635 },
  callgear_list_virtual_numbers: { input: 555, all: 665 },
};

/** Every list of CallGear names what is inside a filter tree. */
const maxTokensWithFilterTree = { input: 460, all: 555 };

const definitions = await fetchTools();
const listNames = listTools.map(({ name }) => name);

/** Estimates the tokens of a value: four characters of JSON each. */
const countTokens = (value: unknown) => JSON.stringify(value).length / 4;

/** All nested schemas of a schema, with their paths. */
function subschemas(schema: unknown, path = ''): [string, Record<string, unknown>][] {
  if (typeof schema !== 'object' || schema === null) return [];
  // Every object in the tree is checked by its keys.
  const record = schema as Record<string, unknown>;
  return [[path, record], ...Object.entries(record).flatMap(([key, inner]) => subschemas(inner, `${path}/${key}`))];
}

describe('the tools', () => {
  it('come in the order of the catalog', () => {
    expect(definitions.map(tool => tool.name)).toEqual(tools.map(tool => tool.name));
  });

  it.each(definitions)('$name matches its reviewed snapshot', async tool => {
    await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(`snapshots/${tool.name}.json`);
  });

  const isOfHistory = ({ name }: ToolDefinition) => historyTools.some(tool => tool.name === name);
  const questions = definitions.filter(tool => !listNames.includes(tool.name) && !isOfHistory(tool));

  it('cost at most 3,600 tokens for the questions, and 650 more where a history is kept', () => {
    expect(countTokens(questions)).toBeLessThanOrEqual(3_600);
    expect(countTokens(definitions.filter(isOfHistory))).toBeLessThanOrEqual(650);
  });

  it.each(providers)('cost at most 9,000 tokens for the questions and the lists of $title', ({ name: provider }) => {
    const lists = definitions.filter(({ name }) => listNames.includes(name) && name.startsWith(`${provider}_`));
    expect(countTokens([...lists, ...questions])).toBeLessThanOrEqual(9_000);
  });

  it.each(definitions.filter(({ name }) => listNames.includes(name)))(
    '$name costs at most 351 tokens, 450 with its output schema, if it is not one of the large ones',
    tool => {
      const { outputSchema: _, ...rest } = tool;
      const maxTokensOfOthers = tool.name.startsWith('callgear') ? maxTokensWithFilterTree : maxTokens;
      const { input, all } = maxTokensOfLargeLists[tool.name] ?? maxTokensOfOthers;
      expect(countTokens(rest)).toBeLessThanOrEqual(input);
      expect(countTokens(tool)).toBeLessThanOrEqual(all);
    },
  );

  it.each(definitions)(
    '$name has a short name, a related tool in its description and a strict, flat, described input',
    ({ name, description, inputSchema }) => {
      expect(name).toMatch(/^[a-z_]{1,39}$/);
      expect(description?.length).toBeGreaterThan(40);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      for (const [path, schema] of subschemas(inputSchema)) {
        expect(Array.isArray(schema.type), path).toBe(false);
        expect(
          Object.keys(schema).filter(key => ['oneOf', 'anyOf', 'allOf', '$ref', '$defs', '$schema'].includes(key)),
          path,
        ).toEqual([]);
      }
      // A schema's properties are schemas by name.
      for (const [property, schema] of Object.entries(inputSchema.properties as Record<string, { description?: string }>)) {
        expect(property).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
        expect(schema.description, property).toMatch(/\S/);
      }
    },
  );

  it.each(definitions)('$name returns an object that may have undeclared properties', ({ outputSchema }) => {
    expect(outputSchema).toMatchObject({ type: 'object' });
    for (const [path, schema] of subschemas(outputSchema)) {
      expect(Array.isArray(schema.type), path).toBe(false);
      expect(
        Object.keys(schema).filter(key => ['oneOf', 'anyOf', 'allOf', '$ref', 'enum', 'additionalProperties'].includes(key)),
        path,
      ).toEqual([]);
    }
  });
});
