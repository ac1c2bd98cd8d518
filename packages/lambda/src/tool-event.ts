// The forms in which others ask the `tool` function: plainly, as an agent's action group, or as a gateway's target.
import { asText, isRecord, type JsonSchema, listOf, typed } from '@linekeeper/core';

/** A question, and the way back for its answer. */
export interface Form {
  /** The tool's name, as it was given. */
  tool: string;
  /** The arguments by the tool's schema; it is empty for a tool that is not known. */
  input(schema: JsonSchema): unknown;
  /** The answer in the form of the question. */
  reply(answer: object): object;
}

/** The form of an event. `custom` is what a gateway says beside it. */
export function formOf(event: unknown, custom: unknown): Form | undefined {
  const given = isRecord(event) ? event : {};
  const target = isRecord(custom) ? custom.bedrockAgentCoreToolName : undefined;
  if (typeof target === 'string')
    return {
      tool: target.slice(target.lastIndexOf('___') + (target.includes('___') ? 3 : 1)),
      input: () => event,
      reply: answer => answer,
    };
  if (typeof given.actionGroup === 'string')
    return typeof given.apiPath === 'string' ? agentPath(given, given.apiPath) : agentFunction(given);
  if (typeof given.tool === 'string') return { tool: given.tool, input: () => given.input ?? {}, reply: answer => answer };
  return undefined;
}

type Event = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html, with function details. */
function agentFunction(event: Event): Form {
  const { actionGroup, function: tool } = event;
  return {
    tool: asText(tool),
    input: schema => argumentsIn(event.parameters, schema),
    reply: answer => ({
      messageVersion: '1.0',
      response: { actionGroup, function: tool, functionResponse: { responseBody: { TEXT: { body: JSON.stringify(answer) } } } },
      ...attributesOf(event),
    }),
  };
}

/** The same page, with an API schema: the path is the tool's name. */
function agentPath(event: Event, apiPath: string): Form {
  const { actionGroup, httpMethod } = event;
  const body = at(at(at(event.requestBody, 'content'), 'application/json'), 'properties');
  return {
    tool: apiPath.replace(/^\/+/, ''),
    input: schema => ({ ...argumentsIn(event.parameters, schema), ...argumentsIn(body, schema) }),
    reply: answer => ({
      messageVersion: '1.0',
      response: {
        actionGroup,
        apiPath,
        httpMethod,
        httpStatusCode: 200,
        responseBody: { 'application/json': { body: JSON.stringify(answer) } },
      },
      ...attributesOf(event),
    }),
  };
}

const at = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** An agent keeps what it is given back. */
const attributesOf = ({ sessionAttributes = {}, promptSessionAttributes = {} }: Event) => ({ sessionAttributes, promptSessionAttributes });

/** An agent's parameters: names with texts, whatever their type. */
function argumentsIn(parameters: unknown, { properties = {} }: JsonSchema): Record<string, unknown> {
  const given = (Array.isArray(parameters) ? parameters : []).map(parameter => {
    const name = asText(at(parameter, 'name'));
    const text = asText(at(parameter, 'value'));
    const schema = properties[name] ?? {};
    return [name, schema.type === 'array' ? typed(entriesOf(text), schema, name) : typed(text, schema, name)];
  });
  return Object.fromEntries(given);
}

/** Agents write a list as JSON, in brackets without quotes, or with commas alone. */
function entriesOf(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map(asText);
  } catch {
    // It is no JSON.
  }
  return listOf(text.replace(/^\s*\[|\]\s*$/g, ''));
}
