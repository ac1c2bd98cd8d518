// Event formats of the `tool` function: plain JSON, a Bedrock agent's action group, or an AgentCore Gateway target.
import { isRecord, type JsonSchema, parseArgument, splitList, toText } from '@linekeeper/core';

/** A tool call, independent of the event format that it came in. */
export interface ToolRequest {
  /** Name of the tool, not validated. */
  tool: string;
  /** The arguments, with texts converted to the types in the tool's input schema. */
  parseInput(schema: JsonSchema): unknown;
  /** Wraps a result, or an error as data, in the response format that belongs to the event. */
  toResponse(result: object): object;
}

/** Recognizes the format of an event; undefined for any other. `custom` is the client context, where a gateway passes the tool name. */
export function parseToolEvent(event: unknown, custom: unknown): ToolRequest | undefined {
  const fields = isRecord(event) ? event : {};
  const target = isRecord(custom) ? custom.bedrockAgentCoreToolName : undefined;
  if (typeof target === 'string')
    return {
      tool: target.slice(target.lastIndexOf('___') + (target.includes('___') ? 3 : 1)),
      parseInput: () => event,
      toResponse: result => result,
    };
  if (typeof fields.actionGroup === 'string')
    return typeof fields.apiPath === 'string' ? parseAgentApi(fields, fields.apiPath) : parseAgentFunction(fields);
  if (typeof fields.tool === 'string') return { tool: fields.tool, parseInput: () => fields.input ?? {}, toResponse: result => result };
  return undefined;
}

type AgentEvent = Readonly<Record<string, unknown>>;

/** An action group with function details: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html */
function parseAgentFunction(event: AgentEvent): ToolRequest {
  const { actionGroup, function: tool } = event;
  return {
    tool: toText(tool),
    parseInput: schema => parseAgentParameters(event.parameters, schema),
    toResponse: result => ({
      messageVersion: '1.0',
      response: { actionGroup, function: tool, functionResponse: { responseBody: { TEXT: { body: JSON.stringify(result) } } } },
      ...pickAttributes(event),
    }),
  };
}

/** An action group with an API schema, from the same page: the path is the tool's name. */
function parseAgentApi(event: AgentEvent, apiPath: string): ToolRequest {
  const { actionGroup, httpMethod } = event;
  const body = getProperty(getProperty(getProperty(event.requestBody, 'content'), 'application/json'), 'properties');
  return {
    tool: apiPath.replace(/^\/+/, ''),
    parseInput: schema => ({ ...parseAgentParameters(event.parameters, schema), ...parseAgentParameters(body, schema) }),
    toResponse: result => ({
      messageVersion: '1.0',
      response: {
        actionGroup,
        apiPath,
        httpMethod,
        httpStatusCode: 200,
        responseBody: { 'application/json': { body: JSON.stringify(result) } },
      },
      ...pickAttributes(event),
    }),
  };
}

const getProperty = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** The session attributes of the event: the agent keeps those that the response returns. */
const pickAttributes = ({ sessionAttributes = {}, promptSessionAttributes = {} }: AgentEvent) => ({
  sessionAttributes,
  promptSessionAttributes,
});

/** Parses a list of `{name, value}`: an agent sends all values as texts, regardless of their types. */
function parseAgentParameters(parameters: unknown, { properties = {} }: JsonSchema): Record<string, unknown> {
  const entries = (Array.isArray(parameters) ? parameters : []).map(parameter => {
    const name = toText(getProperty(parameter, 'name'));
    const text = toText(getProperty(parameter, 'value'));
    const schema = properties[name] ?? {};
    return [name, schema.type === 'array' ? parseArgument(splitAgentList(text), schema, name) : parseArgument(text, schema, name)];
  });
  return Object.fromEntries(entries);
}

/** Splits a list that an agent wrote: as JSON, as `[a, b]` without quotes, or as `a, b`. */
function splitAgentList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(toText);
  } catch {
    // Not JSON: split at commas below.
  }
  return splitList(text.replace(/^\s*\[|\]\s*$/g, ''));
}
