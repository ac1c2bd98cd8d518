// Acknowledges Slack requests within Slack's three seconds: verifies, authorizes, answers help and errors at once, queues the rest.
import { type AllowedAccounts, internalError, LinekeeperError } from '@linekeeper/core/lite';
import { verifyButtonValue } from '../button-state.ts';
import { anyValue, createDeduplicationKey, type Job, type JobQueue, type SavedToolCall, type Task } from '../job.ts';
import { ephemeral, type Message } from '../message.ts';
import type { SlackSettings } from '../settings.ts';
import { accessDenied, resolveAccess } from './access.ts';
import { parseCommand, parseParameterValue } from './command.ts';
import type { CommandSpec } from './command-catalog.ts';
import { hasHistory, renderHelp } from './help.ts';
import type { RecentPresses } from './recent-presses.ts';
import { type ButtonRequest, type CommandRequest, parseButtonRequest, parseCommandRequest, parseForm, type RawRequest } from './request.ts';
import { verifySlackRequest } from './signature.ts';
import { renderWatchHelp, watchTopics } from './watch-help.ts';

/** Far above any request of Slack: larger bodies are refused before the signature is computed. */
const maxBodyBytes = 100 * 1024;

/** What {@link acknowledge} needs from the entry that runs it. */
export interface AckContext {
  commands: readonly CommandSpec[];
  /** Called for every request: settings may change while the process runs. */
  settings(): Promise<SlackSettings>;
  queue: JobQueue;
  /** Kept by the entry between requests. */
  presses: RecentPresses;
  /** Milliseconds since 1970. */
  now(): number;
  /** Writes to the operator's log. Messages never contain a header, a body or a name. */
  log(message: string): void;
}

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
    return messageResponse(ephemeral(['Linekeeper cannot answer at the moment. The log has the details.']));
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
  return (await handler(form, { ...rest, log, settings })) ?? reject(400, 'required form fields are missing');
}

interface HandlerContext extends Omit<AckContext, 'settings'> {
  settings: SlackSettings;
}

/** Handlers by path; they return undefined if the form lacks a required field. */
const handlers: Readonly<Record<string, (form: URLSearchParams, context: HandlerContext) => Promise<RawResponse | undefined>>> = {
  '/slack/commands': async (form, context) => {
    const request = parseCommandRequest(form);
    return request && messageResponse(await handleCommand(request, context));
  },
  '/slack/interactivity': async (form, context) => {
    const request = parseButtonRequest(form);
    if (request !== undefined && request !== 'other') await handleButton(request, context);
    return request && emptyResponse(200);
  },
};

async function handleCommand(request: CommandRequest, { commands, settings, queue, now }: HandlerContext): Promise<Message> {
  const { requester, text, triggerId, responseUrl } = request;
  const access = resolveAccess(requester, settings.access);
  if (access.length === 0) return ephemeral(accessDenied(requester, settings));
  try {
    const command = parseCommand(text, commands);
    if ('help' in command) return answerHelp(command.help, { settings, access, commands });
    const question: SavedToolCall = { ...command, shown: 0 };
    const key = createDeduplicationKey('command', triggerId || `${requester.user} ${responseUrl}`);
    await queue.send({
      key,
      task: { do: 'answer', question },
      access,
      user: requester.user,
      responseUrl,
      askedAt: now(),
      by: 'command',
    });
    return ephemeral(['Looking it up…']);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return ephemeral([thrown.displayMessage]);
    throw thrown;
  }
}

function answerHelp(
  words: readonly string[],
  { settings, access, commands }: Pick<HandlerContext, 'settings' | 'commands'> & { access: AllowedAccounts },
): Message {
  if (watchTopics.includes(words[0] ?? '')) return renderWatchHelp({ settings, access, hasHistory: hasHistory(commands) });
  const hasRules = (settings.watch?.length ?? 0) + (settings.digest?.length ?? 0) > 0;
  return renderHelp(words, commands, hasRules ? ['/lines help watch – what is posted by itself'] : []);
}

/** Slack ignores the response body of an interaction, so a denial is queued as well and posted to the `response_url`. */
async function handleButton(request: ButtonRequest, context: HandlerContext): Promise<void> {
  const { settings, queue, presses } = context;
  const { requester, action, value, messageTs, selected, responseUrl } = request;
  const access = resolveAccess(requester, settings.access);
  const now = context.now();
  const key = presses.getKey([requester.user, messageTs, action, value, JSON.stringify(selected)], now);
  const job: Omit<Job, 'task'> = { key, access, user: requester.user, responseUrl, askedAt: now, by: 'button' };
  const task = access.length === 0 ? { do: 'notify' as const, textLines: accessDenied(requester, settings) } : createTask(request, context);
  await queue.send({ ...job, task });
}

function createTask({ action, value, selected }: ButtonRequest, { settings, commands, now }: HandlerContext): Task {
  try {
    const question = verifyButtonValue(value, settings.signingSecret, now());
    if (action === 'share' || action === 'csv') return { do: action, question };
    return { do: 'answer', question: action === 'apply' ? applySelects(question, selected, commands) : question };
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return { do: 'notify', textLines: [thrown.displayMessage] };
    throw thrown;
  }
}

/** Applies the selected filter values. The new call starts at the first row, since a cursor is valid only for the filters it came from. */
function applySelects(
  { tool, input }: SavedToolCall,
  selected: Readonly<Record<string, string>>,
  commands: readonly CommandSpec[],
): SavedToolCall {
  const { cursor: _, ...refined } = { ...input };
  const parameters = commands.find(command => command.tool === tool)?.parameters ?? [];
  for (const parameter of parameters) {
    const value = selected[parameter.name];
    if (value === anyValue) delete refined[parameter.name];
    else if (value !== undefined) refined[parameter.name] = parseParameterValue(parameter, [value]);
  }
  return { tool, input: refined, shown: 0 };
}

const emptyResponse = (status: number): RawResponse => ({ status, headers: {}, body: '' });

const messageResponse = (message: Message): RawResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(message),
});
