// Acknowledges Slack requests within Slack's three seconds: verifies them, and hands them to the handler of their path.
import { internalError, LinekeeperError } from '@linekeeper/core/lite';
import { ephemeral, type Message } from '../message.ts';
import type { AckContext, HandlerContext } from './context.ts';
import { handleButton } from './handle-button.ts';
import { handleCommand } from './handle-command.ts';
import { parseButtonRequest, parseCommandRequest, parseForm, type RawRequest } from './request.ts';
import { verifySlackRequest } from './signature.ts';

/** Far above any request of Slack: larger bodies are refused before the signature is computed. */
const maxBodyBytes = 100 * 1024;

/**
 * An HTTP response as plain data. Not the web-standard `Response`: the first `new Request` or `new Response` loads undici,
 * which takes about 100 ms of a cold start on Node 24.
 */
export interface RawResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Handles a POST to `/slack/commands` or `/slack/interactivity`. Never throws. */
export async function acknowledge(request: RawRequest, context: AckContext): Promise<RawResponse> {
  try {
    return await handleRequest(request, context);
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) internalError(thrown, context.log);
    // Without settings the requester cannot be authenticated: the error goes only to the log of the code that reads them.
    return handlers[request.path]?.respondToFailure() ?? emptyResponse(500);
  }
}

async function handleRequest(request: RawRequest, { log, settings: getSettings, ...rest }: AckContext): Promise<RawResponse> {
  const handler = handlers[request.path];
  if (handler === undefined) return emptyResponse(404);
  if (request.method !== 'POST') return emptyResponse(405);
  const reject = (status: number, reason: string) => {
    log(`slack: ${status}, ${reason}`);
    return emptyResponse(status);
  };
  if (request.body.length > maxBodyBytes) return reject(413, `body too large (${request.body.length} bytes)`);
  const form = parseForm(request);
  // Slack checks the TLS certificate with an unsigned request.
  if (form?.get('ssl_check') === '1') return emptyResponse(200);
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = request.headers;
  // Anyone can send a request without a signature: it does not read the settings.
  if (timestamp === undefined || signature === undefined) return reject(401, 'missing signature');
  const settings = await getSettings();
  const failure = verifySlackRequest({ timestamp, signature, body: request.body }, settings.signingSecret, rest.now());
  if (failure !== undefined) return reject(401, failure);
  if (form === undefined) return reject(400, 'body is not form-encoded');
  return (await handler.handle(form, { ...rest, log, settings })) ?? reject(400, 'required form fields are missing');
}

/** How the requests to one path are handled. */
interface PathHandler {
  /** Returns undefined if the form lacks a required field. */
  handle(form: URLSearchParams, context: HandlerContext): Promise<RawResponse | undefined>;
  /** The response if it throws, or if there are no settings. */
  respondToFailure(): RawResponse;
}

const handlers: Readonly<Record<string, PathHandler>> = {
  '/slack/commands': {
    async handle(form, context) {
      const request = parseCommandRequest(form);
      return request && messageResponse(await handleCommand(request, context));
    },
    respondToFailure: () => messageResponse(ephemeral(['Linekeeper cannot answer at the moment. The log has the details.'])),
  },
  '/slack/interactivity': {
    async handle(form, context) {
      const request = parseButtonRequest(form);
      if (request === undefined) return undefined;
      const isAnswered = request === 'other' || (await handleButton(request, context));
      return isAnswered ? emptyResponse(200) : this.respondToFailure();
    },
    // Slack shows no message of this response, but marks the button for its status.
    respondToFailure: () => emptyResponse(503),
  },
};

const emptyResponse = (status: number): RawResponse => ({ status, headers: {}, body: '' });

const messageResponse = (message: Message): RawResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(message),
});
