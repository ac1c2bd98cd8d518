// The wire formats of model providers, as far as hosts use them: the tools and results in a request, and a streamed reply of one call or one text.
import { isRecord } from '@linekeeper/core';

/** A tool that a host offers to the model. `namespace` is the group that some hosts put it in. */
interface OfferedTool {
  name: string;
  namespace?: string;
}

/** A request of a host to its model. */
export interface ModelRequest {
  tools: OfferedTool[];
  /** Texts of the tool results in it, by the id of the call. */
  results: Map<string, string>;
}

/** What the model says: a text, or one call of a tool. */
export type ModelReply = { text: string } | { id: string; tool: OfferedTool; input: object };

/** Reads requests and writes replies of one provider. */
export interface WireFormat {
  parse(body: Json): ModelRequest;
  /** Server-sent events. */
  format(reply: ModelReply): string;
}

type Json = Readonly<Record<string, unknown>>;

const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
const event = (data: Json) => `data: ${JSON.stringify(data)}\n\n`;
const typedEvent = (data: Json) => `event: ${text(data.type)}\n${event(data)}`;
const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2, prompt_tokens: 1, completion_tokens: 1 };

const anthropic: WireFormat = {
  parse: ({ tools, messages }) => ({
    tools: list(tools).map(({ name }) => ({ name: text(name) })),
    results: new Map(
      list(messages)
        .flatMap(({ content }) => list(content))
        .filter(({ type }) => type === 'tool_result')
        .map(({ tool_use_id, content }) => [text(tool_use_id), text(content)]),
    ),
  }),
  format(reply) {
    const block = 'text' in reply ? { type: 'text', text: '' } : { type: 'tool_use', id: reply.id, name: reply.tool.name, input: {} };
    const delta =
      'text' in reply ? { type: 'text_delta', text: reply.text } : { type: 'input_json_delta', partial_json: JSON.stringify(reply.input) };
    const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'scripted', content: [], stop_reason: null, usage };
    return [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'text' in reply ? 'end_turn' : 'tool_use' }, usage },
      { type: 'message_stop' },
    ]
      .map(typedEvent)
      .join('');
  },
};

const openAiResponses: WireFormat = {
  parse: ({ tools, input }) => ({
    tools: list(tools).flatMap(({ type, name, tools: inner }) =>
      type === 'namespace' ? list(inner).map(tool => ({ name: text(tool.name), namespace: text(name) })) : [{ name: text(name) }],
    ),
    results: new Map(
      list(input)
        .filter(({ type }) => type === 'function_call_output')
        .map(({ call_id, output }) => [text(call_id), text(output)]),
    ),
  }),
  format(reply) {
    const item =
      'text' in reply
        ? {
            type: 'message',
            id: 'item_1',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: reply.text, annotations: [] }],
          }
        : {
            type: 'function_call',
            id: `item_${reply.id}`,
            call_id: reply.id,
            status: 'completed',
            ...reply.tool,
            arguments: JSON.stringify(reply.input),
          };
    const response = { id: 'resp_1', object: 'response', created_at: 1, model: 'scripted', output: [], status: 'in_progress', usage: null };
    return [
      { type: 'response.created', response },
      { type: 'response.output_item.added', output_index: 0, item },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: { ...response, status: 'completed', output: [item], usage } },
    ]
      .map((data, index) => typedEvent({ ...data, sequence_number: index }))
      .join('');
  },
};

const openAiChat: WireFormat = {
  parse: ({ tools, messages }) => ({
    tools: list(tools).map(({ function: tool }) => ({ name: text(isRecord(tool) ? tool.name : undefined) })),
    results: new Map(
      list(messages)
        .filter(({ role }) => role === 'tool')
        .map(({ tool_call_id, content }) => [text(tool_call_id), text(content)]),
    ),
  }),
  format(reply) {
    const delta =
      'text' in reply
        ? { content: reply.text }
        : {
            tool_calls: [
              { index: 0, id: reply.id, type: 'function', function: { name: reply.tool.name, arguments: JSON.stringify(reply.input) } },
            ],
          };
    const chunk = (choice: Json) => ({
      id: 'chat_1',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'scripted',
      choices: [{ index: 0, ...choice }],
    });
    return [
      event(chunk({ delta: { role: 'assistant', ...delta }, finish_reason: null })),
      event({ ...chunk({ delta: {}, finish_reason: 'text' in reply ? 'stop' : 'tool_calls' }), usage }),
      'data: [DONE]\n\n',
    ].join('');
  },
};

const gemini: WireFormat = {
  parse: ({ tools, contents }) => ({
    tools: list(tools)
      .flatMap(({ functionDeclarations }) => list(functionDeclarations))
      .map(({ name }) => ({ name: text(name) })),
    results: new Map(
      list(contents)
        .flatMap(({ parts }) => list(parts))
        .flatMap(({ functionResponse }) => (isRecord(functionResponse) ? [functionResponse] : []))
        .map(({ id, response }) => [text(id), text(response)]),
    ),
  }),
  format(reply) {
    const part = 'text' in reply ? { text: reply.text } : { functionCall: { id: reply.id, name: reply.tool.name, args: reply.input } };
    const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 };
    return event({ candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }], usageMetadata });
  },
};

/** The format of the endpoint at the path; undefined for others. */
export function findWireFormat(path: string): WireFormat | undefined {
  if (path.endsWith('/messages')) return anthropic;
  if (path.endsWith('/responses')) return openAiResponses;
  if (path.endsWith('/chat/completions')) return openAiChat;
  return /:(?:streamG|g)enerateContent$/.test(path) ? gemini : undefined;
}
