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

const langchainCommon = await importFunction(
  '@langchain/google-common/dist/utils/zod_to_gemini_parameters.js',
  'jsonSchemaToGeminiParameters',
);
const genkit = await importFunction('@genkit-ai/google-genai/lib/common/converters.mjs', 'toGeminiTool');
const mastra = await importInstalled('@mastra/schema-compat/dist/index.js');
const applyMastraLayer = await importFunction('@mastra/schema-compat/dist/index.js', 'applyCompatLayer');
const mcpToTool = await importFunction('@google/genai/dist/node/index.mjs', 'mcpToTool');

/** The parameters that Mastra sends to a model of this provider. */
const toMastraParameters = (tool: Tool, layerName: string, provider: string): unknown => {
  const Layer = mastra[layerName];
  if (typeof Layer !== 'function') return expect.fail(`@mastra/schema-compat has no ${layerName}`);
  const layer: unknown = Reflect.construct(Layer, [{ provider, modelId: `${provider}-model`, supportsStructuredOutputs: false }]);
  return applyMastraLayer({ schema: tool.inputSchema, compatLayers: [layer], mode: 'jsonSchema' });
};

/** The parameters of the function declaration that Google's SDK makes of an MCP tool. */
const toGoogleParameters = async ({ name, description, inputSchema }: Tool): Promise<unknown> => {
  const client = { listTools: async () => ({ tools: [{ name, description, inputSchema }] }), callTool: async () => ({}) };
  // The type of a callable tool of that SDK, which is not installed here.
  const callable = mcpToTool(client) as { tool(): Promise<{ functionDeclarations: { parametersJsonSchema: unknown }[] }> };
  return (await callable.tool()).functionDeclarations[0]?.parametersJsonSchema;
};

const toGenkitParameters = (tool: Tool): unknown => {
  const declaration = genkit({ name: tool.name, description: tool.description, inputSchema: tool.inputSchema });
  return isRecord(declaration) ? declaration.parameters : undefined;
};

const converters: [string, Convert][] = [
  ['LangChain for Google GenAI', tool => langchainGenai(tool.inputSchema)],
  ['LangChain for Vertex AI', tool => langchainCommon(tool.inputSchema)],
  ['LangChain for Google', tool => langchainGoogle(tool.inputSchema)],
  ['the OpenAI Agents SDK', tool => toAgentParameters(tool, false)],
  ['the OpenAI Agents SDK in strict mode', tool => toAgentParameters(tool, true)],
  ['Mastra for OpenAI', tool => toMastraParameters(tool, 'OpenAISchemaCompatLayer', 'openai')],
  ['Mastra for reasoning models of OpenAI', tool => toMastraParameters(tool, 'OpenAIReasoningSchemaCompatLayer', 'openai')],
  ['Mastra for Google', tool => toMastraParameters(tool, 'GoogleSchemaCompatLayer', 'google')],
  ['Mastra for Anthropic', tool => toMastraParameters(tool, 'AnthropicSchemaCompatLayer', 'anthropic')],
  ['Mastra for Meta', tool => toMastraParameters(tool, 'MetaSchemaCompatLayer', 'meta')],
  ['Mastra for DeepSeek', tool => toMastraParameters(tool, 'DeepSeekSchemaCompatLayer', 'deepseek')],
  ['Genkit', toGenkitParameters],
  ['the Google Gen AI SDK', toGoogleParameters],
];

/** Paths of objects that a converter left without properties: such an object may hold nothing in some frameworks. */
function emptyObjectPaths(schema: unknown, path = ''): string[] {
  if (!isRecord(schema)) return [];
  const { type, properties, items, anyOf } = schema;
  const named = isRecord(properties) ? Object.entries(properties) : [];
  return [
    ...(String(type).toLowerCase() === 'object' && named.length === 0 ? [path] : []),
    ...named.flatMap(([name, inner]) => emptyObjectPaths(inner, `${path}.${name}`)),
    ...emptyObjectPaths(items, `${path}[]`),
    ...(Array.isArray(anyOf) ? anyOf : []).flatMap(inner => emptyObjectPaths(inner, path)),
  ];
}

describe.each(converters)('%s', (_name, convert) => {
  it.each(tools)('keeps every property of $name, and leaves no object empty', async tool => {
    const converted = await convert(tool);
    const kept = new Set(propertyPaths(converted));
    expect(propertyPaths(tool.inputSchema).filter(path => !kept.has(path))).toEqual([]);
    expect(JSON.stringify(converted)).not.toMatch(/"type":\[/);
    if (kept.size > 0) expect(emptyObjectPaths(converted)).toEqual([]);
  });
});
