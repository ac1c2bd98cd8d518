// Processes a queued job: runs the tool, renders the answer, and posts it.
import {
  type AccountRegistry,
  describeEmptyAnswer,
  getTool,
  internalError,
  LinekeeperError,
  restrictAccounts,
  type Tool,
  type ToolContext,
  type ToolResult,
} from '@linekeeper/core';
import { getCommandWords } from '../ack/command-catalog.ts';
import type { Job, SavedToolCall } from '../job.ts';
import { ephemeral, type Message } from '../message.ts';
import { type RenderedAnswer, renderAnswer, renderSharedAnswer } from '../render/answer.ts';
import { maxRows, messageBudget } from '../render/table.ts';
import type { SlackSettings } from '../settings.ts';
import { getApiUrl } from './api-url.ts';
import { type SlackUploadOptions, uploadCsv } from './csv-upload.ts';
import { postToResponseUrl, type ResponseUrlOptions } from './response-url.ts';

/** Slack accepts posts to a `response_url` for 30 minutes. */
const maxJobAgeMs = 30 * 60_000;

/** Time after the tool's deadline to post the answer; less than the margin that the Lambda worker keeps before its timeout. */
const postReserveMs = 1_700;

/** Rows requested for one message by default. */
const defaultRows = 50;

/** What {@link processJob} needs from the entry that runs it. */
export interface WorkerContext extends ResponseUrlOptions, Pick<SlackUploadOptions, 'fetch'> {
  tools: readonly Tool[];
  registry(): Promise<AccountRegistry>;
  settings(): Promise<SlackSettings>;
  /** The base URL of Slack's Web API, if it is set. */
  apiUrl?: string | undefined;
}

/**
 * Processes one job. The tool must finish by `deadline`, in milliseconds since 1970; errors of the tool are posted as its answer.
 * Throws if the answer could not be posted and a later attempt may succeed.
 */
export async function processJob(job: Job, deadline: number, context: WorkerContext): Promise<void> {
  const { clock, log } = context;
  if (clock.now() - job.askedAt > maxJobAgeMs) return log('slack: giving up on a question older than 30 minutes');
  const answer = await safeAnswer(job, deadline, context);
  await postToResponseUrl(answer, job.responseUrl, { at: deadline + postReserveMs }, context);
}

async function safeAnswer(job: Job, deadline: number, context: WorkerContext): Promise<RenderedAnswer> {
  try {
    return await createAnswer(job, deadline, context);
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, context.log);
    // The message of a pressed button stays; the error is posted next to it.
    return withoutTable({ ...ephemeral([error.displayMessage]), replace_original: job.by === 'command' });
  }
}

/** An answer that contains no table is its own fallback. */
const withoutTable = (message: Message): RenderedAnswer => ({ message, fallback: message });

async function createAnswer(
  { task, access, user, by, responseUrl }: Job,
  deadline: number,
  context: WorkerContext,
): Promise<RenderedAnswer> {
  if (task.do === 'notify') return withoutTable(besideMessage(task.textLines));
  const { signingSecret, botToken } = await context.settings();
  const { question: toolCall } = task;
  const tool = getTool(context.tools, toolCall.tool);
  const registry = restrictAccounts(await context.registry(), access);
  const toolContext: ToolContext = { registry, deadline: { at: deadline } };
  const result = await (task.do === 'csv' ? runForWholeList : runForMessage)(tool, toolCall, toolContext);
  if (by === 'button' && hasNothing(result)) return withoutTable(besideMessage(describeFailure(result)));
  if (task.do === 'csv') {
    const apiUrl = context.apiUrl ?? getApiUrl(responseUrl);
    return withoutTable(await uploadWholeList(tool, result, user, { ...context, botToken, apiUrl }));
  }
  const completed = { tool, toolCall, result };
  const now = context.clock.now();
  return task.do === 'share'
    ? inPlace(renderSharedAnswer(completed, user, now), false)
    : inPlace(renderAnswer(completed, { secret: signingSecret, now }), true);
}

/** A message that leaves the one with the pressed button as it is. */
const besideMessage = (textLines: readonly string[]): Message => ({ ...ephemeral(textLines), replace_original: false });

/** True if the tool failed before it had a row: shown in place of the original message, it would take its rows and buttons away. */
const hasNothing = ({ failure, table }: ToolResult): boolean => failure !== undefined && table.rows.length === 0;

const describeFailure = ({ warnings, notes = [] }: ToolResult): readonly string[] => [describeEmptyAnswer(false), ...warnings, ...notes];

/** Sets whether both forms of the answer replace the original message. */
const inPlace = ({ message, fallback }: RenderedAnswer, replace: boolean): RenderedAnswer => ({
  message: { ...message, replace_original: replace },
  fallback: { ...fallback, replace_original: replace },
});

/** Runs the tool for one message. */
async function runForMessage(tool: Tool, { input }: SavedToolCall, context: ToolContext): Promise<ToolResult> {
  const rowLimit = tool.inputSchema.properties?.limit === undefined ? maxRows : Math.min(Number(input.limit ?? defaultRows), maxRows);
  return await tool.run(input, { ...context, rowLimit, budget: messageBudget });
}

/** Runs the tool for all rows, not only for the page shown. */
async function runForWholeList(tool: Tool, { input }: SavedToolCall, context: ToolContext): Promise<ToolResult> {
  const { cursor: _, limit: __, ...unpaginatedInput } = { ...input };
  return await tool.run(unpaginatedInput, { ...context, rowLimit: Number.POSITIVE_INFINITY });
}

async function uploadWholeList(
  tool: Tool,
  result: ToolResult,
  user: string,
  options: SlackUploadOptions & Pick<WorkerContext, 'clock'>,
): Promise<Message> {
  const day = new Date(options.clock.now()).toISOString().slice(0, 10);
  const status = await uploadCsv(result.table, `${getCommandWords(tool).join('-')}-${day}.csv`, user, options);
  return besideMessage([status, ...result.warnings, ...(result.notes ?? [])]);
}
