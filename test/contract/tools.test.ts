// The tools as a client sees them: a reviewed file for each, flat schemas, and budgets that are exact.

import { serverFactory } from '@linekeeper/mcp';
import { listTools, tools } from '@linekeeper/questions';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';

interface Listed {
  name: string;
  description?: string | undefined;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown> | undefined;
}

const clock = { now: () => 0, after: () => () => {} };

async function listed(): Promise<Listed[]> {
  const serving = {
    tools,
    directory: () => ({ accounts: [], connection: () => expect.fail('nothing is asked'), clock, digest: () => '' }),
    version: '0.0.0',
    clock,
    callTime: 1_000,
    streaming: true,
    largestFile: 1_000,
    log: () => {},
  };
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'contract', version: '1.0.0' });
  await Promise.all([serverFactory(serving)({ era: 'modern' }).connect(ours), client.connect(theirs)]);
  return (await client.listTools()).tools;
}

const all = await listed();
const listNames = listTools.map(({ name }) => name);

/** A token is four characters, as far as a budget is concerned. */
const tokens = (value: unknown) => JSON.stringify(value).length / 4;

/** Every schema inside a schema, with its path. */
function inside(schema: unknown, path = ''): [string, Record<string, unknown>][] {
  if (typeof schema !== 'object' || schema === null) return [];
  // Any object in a schema's tree is looked at by its keys.
  const record = schema as Record<string, unknown>;
  return [[path, record], ...Object.entries(record).flatMap(([key, inner]) => inside(inner, `${path}/${key}`))];
}

describe('the tools', () => {
  it('come in the order of the register', () => {
    expect(all.map(tool => tool.name)).toEqual(tools.map(tool => tool.name));
  });

  it.each(all)('$name is what its reviewed file says', async tool => {
    await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(`snapshots/${tool.name}.json`);
  });

  it('cost at most 8,000 tokens together', () => {
    expect(tokens(all)).toBeLessThanOrEqual(8_000);
  });

  it.each(all.filter(({ name }) => listNames.includes(name)))('$name costs at most 450 tokens, 700 with its output schema', tool => {
    const { outputSchema: _, ...rest } = tool;
    expect(tokens(rest)).toBeLessThanOrEqual(450);
    expect(tokens(tool)).toBeLessThanOrEqual(700);
  });

  it.each(all)(
    '$name has a short name, a neighbour in its description and a strict, flat, described input',
    ({ name, description, inputSchema }) => {
      expect(name).toMatch(/^[a-z_]{1,39}$/);
      expect(description?.length).toBeGreaterThan(40);
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      for (const [path, schema] of inside(inputSchema)) {
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

  it.each(all)('$name answers with an object that may hold more than it declares', ({ outputSchema }) => {
    expect(outputSchema).toMatchObject({ type: 'object' });
    for (const [path, schema] of inside(outputSchema)) {
      expect(
        Object.keys(schema).filter(key => ['oneOf', 'anyOf', 'allOf', '$ref', 'enum', 'additionalProperties'].includes(key)),
        path,
      ).toEqual([]);
    }
  });
});
