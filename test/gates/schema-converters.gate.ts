// The schema converters of agent frameworks take every tool: none throws, drops a property or empties an object.
import { isRecord, type Tool } from '@linekeeper/core';
import { tools } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { importInstalled } from './tools.ts';

type Convert = (tool: Tool) => unknown;

/** A function of an installed package. Its types are not installed in the repository. */
async function importFunction(path: string, name: string): Promise<(...input: unknown[]) => unknown> {
  const found = (await importInstalled(path))[name];
  if (typeof found !== 'function') return expect.fail(`${path} has no ${name}`);
  return (...input) => found(...input);
}

/** Paths of all properties of a schema, also inside the alternatives with null that strict modes write. */
function propertyPaths(schema: unknown, path = ''): string[] {
  if (!isRecord(schema)) return [];
  const { properties, items, anyOf } = schema;
  return [
    ...Object.entries(isRecord(properties) ? properties : {}).flatMap(([name, inner]) => [
      `${path}.${name}`,
      ...propertyPaths(inner, `${path}.${name}`),
    ]),
    ...propertyPaths(items, `${path}[]`),
    ...(Array.isArray(anyOf) ? anyOf : []).flatMap(inner => propertyPaths(inner, path)),
  ];
}

const langchainGenai = await importFunction(
  '@langchain/google-genai/dist/utils/zod_to_genai_parameters.js',
  'jsonSchemaToGeminiParameters',
);
const langchainGoogle = await importFunction('@langchain/google/dist/converters/tools.js', 'schemaToGeminiParameters');
const openAiAgents = await importFunction('@openai/agents/dist/index.mjs', 'mcpToFunctionTool');

const toAgentParameters = (tool: Tool, strict: boolean): unknown => {
  const { name, description, inputSchema } = tool;
  const converted = openAiAgents({ name, description, inputSchema }, { name: 'linekeeper' }, strict);
  return isRecord(converted) ? converted.parameters : undefined;
};

const converters: [string, Convert][] = [
  ['LangChain for Google GenAI', tool => langchainGenai(tool.inputSchema)],
  ['LangChain for Google', tool => langchainGoogle(tool.inputSchema)],
  ['the OpenAI Agents SDK', tool => toAgentParameters(tool, false)],
  ['the OpenAI Agents SDK in strict mode', tool => toAgentParameters(tool, true)],
];

describe.each(converters)('%s', (_name, convert) => {
  it.each(tools)('keeps every property of $name', tool => {
    const kept = new Set(propertyPaths(convert(tool)));
    expect(propertyPaths(tool.inputSchema).filter(path => !kept.has(path))).toEqual([]);
    expect(JSON.stringify(convert(tool))).not.toMatch(/"type":\[/);
  });
});
