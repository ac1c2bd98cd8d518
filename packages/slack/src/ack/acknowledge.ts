// The first answer, well within Slack's three seconds: who asks is checked, what is cheap is said, the rest is queued.
import { internalError, LinekeeperError } from '@linekeeper/core/lite';
import { read as readState } from '../button-state.ts';
import { anyValue, type Job, keyOf, type Question, type Queue, type Task } from '../job.ts';
import { type Message, privately } from '../message.ts';
import type { SlackSettings } from '../settings.ts';
import { accessOf, refusal } from './access.ts';
import { argument, read as readCommand } from './command.ts';
import type { Topic } from './command-catalog.ts';
import { helpFor } from './help.ts';
import { type ButtonRequest, buttonIn, type CommandRequest, commandIn, formOf, type Incoming } from './request.ts';
import { objection } from './signature.ts';

/** Bytes of a body. */
const largestBody = 100 * 1024;

export interface Acknowledging {
  topics: readonly Topic[];
  /** Read for every request: they may change while the process runs. */
  settings(): Promise<SlackSettings>;
  queue: Queue;
  /** Milliseconds since 1970. */
  now(): number;
  /** A line for whoever runs this; never a header, a body or a name. */
  log(line: string): void;
}

export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** Answers a request of Slack's to `/slack/commands` or `/slack/interactivity`. Never throws. */
export async function acknowledge(incoming: Incoming, acknowledging: Acknowledging): Promise<Reply> {
  try {
    return await replyTo(incoming, acknowledging);
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) internalError(thrown, acknowledging.log);
    // Without settings nobody can be told apart: what is wrong stays in the log of whoever reads them.
    return said(privately(['Linekeeper cannot answer here at the moment. Its log says why.']));
  }
}

async function replyTo(incoming: Incoming, { log, settings, ...rest }: Acknowledging): Promise<Reply> {
  const answer = answers[incoming.path];
  if (answer === undefined) return empty(404);
  if (incoming.method !== 'POST') return empty(405);
  const refuse = (status: number, why: string) => {
    log(`slack: ${status}, ${why}`);
    return empty(status);
  };
  if (incoming.body.length > largestBody) return refuse(413, `a body of ${incoming.body.length} bytes`);
  const form = formOf(incoming);
  // A probe of the certificate; it asks for nothing.
  if (form?.get('ssl_check') === '1') return empty(200);
  const known = await settings();
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = incoming.headers;
  const wrong = objection({ timestamp, signature, body: incoming.body }, known.signingSecret, rest.now());
  if (wrong !== undefined) return refuse(401, wrong);
  if (form === undefined) return refuse(400, 'a body that is no form');
  return (await answer(form, { ...rest, log, settings: known })) ?? refuse(400, 'a form without the fields it needs');
}

interface Answering extends Omit<Acknowledging, 'settings'> {
  settings: SlackSettings;
}

const answers: Readonly<Record<string, (form: URLSearchParams, answering: Answering) => Promise<Reply | undefined>>> = {
  '/slack/commands': async (form, answering) => {
    const request = commandIn(form);
    return request && said(await answerCommand(request, answering));
  },
  '/slack/interactivity': async (form, answering) => {
    const request = buttonIn(form);
    if (request !== undefined && request !== 'other') await answerButton(request, answering);
    return request && empty(200);
  },
};

async function answerCommand(request: CommandRequest, { topics, settings, queue, now }: Answering): Promise<Message> {
  const { asker, text, trigger, responseUrl } = request;
  const access = accessOf(asker, settings.access);
  if (access.length === 0) return privately(refusal(asker, settings));
  try {
    const command = readCommand(text, topics);
    if ('help' in command) return helpFor(command.help, topics);
    const question: Question = { ...command, shown: 0 };
    const key = keyOf('command', trigger || `${asker.user} ${responseUrl}`);
    await queue.send({ key, task: { do: 'answer', question }, access, user: asker.user, responseUrl, askedAt: now(), by: 'command' });
    return privately(['Looking it up…']);
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return privately([thrown.sentence]);
    throw thrown;
  }
}

/** Slack shows no body of this answer, so also a refusal goes the long way. */
async function answerButton(request: ButtonRequest, answering: Answering): Promise<void> {
  const { settings, queue, now } = answering;
  const { asker, action, value, message, selected, responseUrl } = request;
  const access = accessOf(asker, settings.access);
  const key = keyOf('button', asker.user, message, action, value, JSON.stringify(selected));
  const job: Omit<Job, 'task'> = { key, access, user: asker.user, responseUrl, askedAt: now(), by: 'button' };
  const task = access.length === 0 ? { do: 'say' as const, lines: refusal(asker, settings) } : taskOf(request, answering);
  await queue.send({ ...job, task });
}

function taskOf({ action, value, selected }: ButtonRequest, { settings, topics, now }: Answering): Task {
  try {
    const question = readState(value, settings.signingSecret, now());
    if (action === 'share' || action === 'csv') return { do: action, question };
    return { do: 'answer', question: action === 'apply' ? refined(question, selected, topics) : question };
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return { do: 'say', lines: [thrown.sentence] };
    throw thrown;
  }
}

/** The question with what the selects show; from its first row, since another filter makes another list. */
function refined({ tool, input }: Question, selected: Readonly<Record<string, string>>, topics: readonly Topic[]): Question {
  const { cursor: _, ...refining } = { ...input };
  const parameters = topics.find(topic => topic.tool === tool)?.parameters ?? [];
  for (const parameter of parameters) {
    const value = selected[parameter.name];
    if (value === anyValue) delete refining[parameter.name];
    else if (value !== undefined) refining[parameter.name] = argument(parameter, [value]);
  }
  return { tool, input: refining, shown: 0 };
}

const empty = (status: number): Reply => ({ status, headers: {}, body: '' });

const said = (message: Message): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(message),
});
