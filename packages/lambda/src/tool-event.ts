// Event formats of the `tool` function: plain JSON, a Bedrock agent's action group, or an AgentCore Gateway target.
import { isRecord, toText } from '@linekeeper/core';

/** A tool call, independent of the event format that it came in. */
export interface ToolRequest {
  /** Name of the tool, not validated. */
  tool: string;
  /** The arguments, not validated. An agent sends all of them as texts. */
  input: unknown;
  /** The largest response in bytes, if the format has a limit of its own. */
  maxResponseBytes?: number;
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
      input: event,
      toResponse: result => result,
    };
  if (typeof fields.actionGroup === 'string')
    return typeof fields.apiPath === 'string' ? parseAgentApi(fields, fields.apiPath) : parseAgentFunction(fields);
  if (typeof fields.tool === 'string') return { tool: fields.tool, input: fields.input, toResponse: result => result };
  return undefined;
}

/** Amazon Bedrock refuses a larger response of an action group as a whole. */
const maxAgentResponseBytes = 25_000;

type AgentEvent = Readonly<Record<string, unknown>>;

/** An action group with function details: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html */
function parseAgentFunction(event: AgentEvent): ToolRequest {
  const { actionGroup, function: tool } = event;
  return {
    tool: toText(tool),
    input: readAgentParameters(event.parameters),
    maxResponseBytes: maxAgentResponseBytes,
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
    input: { ...readAgentParameters(event.parameters), ...readAgentParameters(body) },
    maxResponseBytes: maxAgentResponseBytes,
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

/** Reads a list of `{name, value}`: an agent sends all values as texts, regardless of their types. */
function readAgentParameters(parameters: unknown): Record<string, unknown> {
  const list = Array.isArray(parameters) ? parameters : [];
  return Object.fromEntries(list.map(parameter => [toText(getProperty(parameter, 'name')), getProperty(parameter, 'value')]));
}
