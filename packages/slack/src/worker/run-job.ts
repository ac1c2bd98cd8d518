// What follows the acknowledgement: the question is asked, its answer rendered and posted.
import { type Call, type Directory, internalError, LinekeeperError, type Outcome, permitted, type Tool } from '@linekeeper/core';
import { wordsOf } from '../ack/command-catalog.ts';
import type { Job, Question } from '../job.ts';
import { type Message, privately } from '../message.ts';
import { type Answer, answerOf, roomIn, sharedOf } from '../render/answer.ts';
import type { SlackSettings } from '../settings.ts';
import { type Filing, sendFile } from './csv-upload.ts';
import { type Posting, post } from './response-url.ts';

/** Slack takes no answer after this, in milliseconds. */
const longestWait = 30 * 60_000;

/** Milliseconds behind the time of a question for its answer to be posted: a little less than what whoever runs it keeps free. */
const postTime = 1_700;

/** Rows that a message asks for where nobody says how many, and at most. */
const usualRows = 50;
const mostRows = 100;

export interface Working extends Posting, Omit<Filing, 'botToken'> {
  tools: readonly Tool[];
  directory(): Promise<Directory>;
  settings(): Promise<SlackSettings>;
}

/** Does one job until `at` (milliseconds since 1970). Throws where the answer could not be posted and a later try may succeed. */
export async function work(job: Job, at: number, working: Working): Promise<void> {
  const { clock, log } = working;
  if (clock.now() - job.askedAt > longestWait) return log('slack: a question is older than 30 minutes; it is given up');
  const answer = await answered(job, at, working);
  await post(answer, job.responseUrl, { at: at + postTime }, working);
}

async function answered(job: Job, at: number, working: Working): Promise<Answer> {
  try {
    return await answerTo(job, at, working);
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, working.log);
    // A button's message stays: what went wrong is said beside it.
    return once({ ...privately([error.sentence]), replace_original: job.by === 'command' });
  }
}

const once = (message: Message): Answer => ({ message, plainly: message });

async function answerTo({ task, access, user }: Job, at: number, working: Working): Promise<Answer> {
  if (task.do === 'say') return once({ ...privately(task.lines), replace_original: false });
  const { signingSecret, botToken } = await working.settings();
  const tool = working.tools.find(({ name }) => name === task.question.tool);
  if (tool === undefined) throw new LinekeeperError('input', 'This question is not known any more. Ask again.');
  const directory = permitted(await working.directory(), access);
  const call: Call = { directory, deadline: { at } };
  if (task.do === 'csv') return once(await filed(tool, task.question, call, user, { ...working, botToken }));
  const asked = { tool, question: task.question, outcome: await outcomeOf(tool, task.question, call) };
  const now = working.clock.now();
  return task.do === 'share' ? placed(sharedOf(asked, user, now), false) : placed(answerOf(asked, { secret: signingSecret, now }), true);
}

/** Both forms of an answer in the place of what asked for it, or beside it. */
const placed = ({ message, plainly }: Answer, replace: boolean): Answer => ({
  message: { ...message, replace_original: replace },
  plainly: { ...plainly, replace_original: replace },
});

/** The rows of one message: what does not fit is left for the next, so that the cursor goes on behind the last row shown. */
async function outcomeOf(tool: Tool, { input }: Question, call: Call): Promise<Outcome> {
  if (tool.inputSchema.properties?.limit === undefined) return await tool.run(input, call);
  const limit = Math.min(Number(input.limit ?? usualRows), mostRows);
  const outcome = await tool.run({ ...input, limit }, call);
  const room = roomIn(outcome);
  return room < outcome.rows.length ? await tool.run({ ...input, limit: room }, call) : outcome;
}

async function filed(tool: Tool, { input }: Question, call: Call, user: string, filing: Filing & Pick<Working, 'clock'>): Promise<Message> {
  const { cursor: _, limit: __, ...whole } = { ...input };
  const outcome = await tool.run(whole, { ...call, wanted: Number.POSITIVE_INFINITY });
  const day = new Date(filing.clock.now()).toISOString().slice(0, 10);
  const said = await sendFile(outcome, `${wordsOf(tool).join('-')}-${day}.csv`, user, filing);
  return { ...privately([said, ...outcome.warnings, ...(outcome.notes ?? [])]), replace_original: false };
}
