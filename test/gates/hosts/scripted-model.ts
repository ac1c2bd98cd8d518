// Serves the scripted model on loopback, in the wire format of the endpoint that the host asks.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ModelScript } from './model-script.ts';
import { findWireFormat } from './wire-formats.ts';

/** A started model. */
export interface ScriptedModel {
  url: string;
  close(): void;
}

/** Starts the model on a free port. */
export async function startScriptedModel(script: ModelScript): Promise<ScriptedModel> {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [path = ''] = (request.url ?? '').split('?', 1);
    const format = request.method === 'POST' ? findWireFormat(path) : undefined;
    if (format === undefined) {
      // Counting tokens, and the list of models.
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1,"totalTokens":1,"data":[]}');
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(format.format(script.reply(format.parse(body))));
  }

  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the model has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
