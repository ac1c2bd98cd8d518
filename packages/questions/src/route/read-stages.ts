// Reads the stages that calls may pass in an account: the rows of its lists that say where calls go, joined later by their ids.
import {
  type Account,
  buildLine,
  type Input,
  type Line,
  LinekeeperError,
  type LineStatus,
  Listing,
  type ListPosition,
  type Operation,
  type RouteStage,
  type Row,
  type ToolContext,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import type { SourceItem } from '../lines/source.ts';

/** A stage, and the status of its line if it is one. */
export interface Stage extends RouteStage {
  status?: LineStatus;
  lineId?: string;
}

/** The stages of an account, and why some may be missing. */
export interface AccountStages {
  stages: Stage[];
  problems: string[];
}

/** Reads the stages of an account: those of the found lines, and of every list that its calls may pass. Each list is asked once. */
export async function readStages(account: Account, found: readonly SourceItem[], context: ToolContext): Promise<AccountStages> {
  const readable = operations.filter(
    ({ provider, stage, isRouteStart }) => provider === account.provider && stage !== undefined && !isRouteStart,
  );
  const entered = planEntries(found, Math.max(0, maxRequests - readable.length));
  const budget = { spare: Math.max(0, maxRequests - readable.length - entered.queries.length) };
  const [entries, ...lists] = await Promise.all([
    readEntries(account, entered, context, budget),
    ...readable.map(operation => readList(operation, account, operation.stageInput ?? {}, context, budget)),
  ]);
  const all = [entries, ...lists];
  return { stages: all.flatMap(({ stages }) => stages), problems: all.flatMap(({ problems }) => problems) };
}

/** Rows of lines that have the number. A list that tells the route only where it is asked for it is asked again. */
interface EntryQuery {
  operation: Operation;
  /** The arguments that list the rows with their route; undefined if they are known already. */
  input: Input | undefined;
  rows: Row[];
}

/** What is known of the lines that have the number, and what is to be asked. */
interface EntryPlan {
  known: EntryQuery[];
  queries: EntryQuery[];
  problems: string[];
}

/** Groups the rows where routes begin by the arguments that list them with their route, and leaves out what exceeds the requests. */
function planEntries(found: readonly SourceItem[], maxQueries: number): EntryPlan {
  const entries = found.filter(({ operation }) => operation.isRouteStart);
  const groups = Map.groupBy(entries, ({ operation, row }) => JSON.stringify([operation.name, operation.routeInput?.(row)]));
  const all = [...groups.values()].flatMap(([first, ...others]): EntryQuery[] =>
    first === undefined
      ? []
      : [{ operation: first.operation, input: first.operation.routeInput?.(first.row), rows: [first, ...others].map(({ row }) => row) }],
  );
  const asked = all.filter(({ input }) => input !== undefined);
  const omitted = new Set(asked.slice(maxQueries));
  return {
    known: all.filter(query => query.input === undefined || omitted.has(query)),
    queries: asked.slice(0, maxQueries),
    problems: omitted.size > 0 ? [`The routing of ${omitted.size} of ${asked.length} entries was not asked for.`] : [],
  };
}

/** The stages of the lines that have the number. */
async function readEntries(
  account: Account,
  { known, queries, problems }: EntryPlan,
  context: ToolContext,
  budget: RequestBudget,
): Promise<AccountStages> {
  const asked = await Promise.all(
    queries.map(async ({ operation, input = {}, rows }): Promise<AccountStages> => {
      const listed = await readList(operation, account, input, context, budget);
      return listed.stages.length > 0 ? listed : { ...listed, stages: toStages(operation, account, rows) };
    }),
  );
  return {
    stages: [...asked.flatMap(({ stages }) => stages), ...known.flatMap(({ operation, rows }) => toStages(operation, account, rows))],
    problems: [...problems, ...asked.flatMap(one => one.problems)],
  };
}

/** The most requests that a route may cost in an account. */
const maxRequests = 6;

/** Requests that are left beyond the first page of each list. */
interface RequestBudget {
  spare: number;
}

/** Reads the first page of a list. The first list that is longer gets the requests that are left. */
async function readList(
  operation: Operation,
  account: Account,
  input: object,
  { registry, deadline }: ToolContext,
  budget: RequestBudget,
): Promise<AccountStages> {
  const listing = new Listing(operation, registry.getConnection(account), { ...input, ...getFormatInput(input) }, registry.digest);
  const rows: Row[] = [];
  try {
    let isComplete = false;
    let end: ListPosition | undefined;
    const read = async (rowLimit: number) => {
      for await (const batch of listing.batches(rowLimit, deadline, end, true)) {
        rows.push(...batch.rows);
        end = batch.position;
        isComplete = batch.end === 'complete' || batch.total === rows.length;
      }
    };
    await read(operation.pageSize);
    const { spare } = budget;
    if (!isComplete && spare > 0) {
      budget.spare = 0;
      // Further pages begin with the last row of the page before.
      await read(spare * (operation.pageSize - 1));
    }
    const problems = isComplete ? [] : [`Only the first ${rows.length} rows of "${operation.title}" were read.`];
    return { stages: toStages(operation, account, rows), problems };
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    return { stages: [], problems: [`"${operation.title}" could not be read: ${thrown.displayMessage}`] };
  }
}

/** Without fields of its own, a stage reads rows with all fields. */
const getFormatInput = (input: object) => ('fields' in input ? {} : { response_format: 'detailed' });

const toStages = (operation: Operation, account: Account, rows: readonly Row[]): Stage[] =>
  rows.flatMap(row => toStage(operation, operation.line && buildLine(operation, account.name, row), row) ?? []);

/** Returns what a row is on a call's way, with the status of its line; undefined if its list tells no stages. */
export function toStage(
  { stage: readStage, line: readDetails, auditOnly }: Operation,
  line: Line | undefined,
  row: Row,
): Stage | undefined {
  const stage = readStage?.(row);
  if (stage === undefined || line === undefined || readDetails === undefined || auditOnly) return stage;
  const { status, id, owner } = line;
  return { ...stage, status, ...(id !== undefined && { lineId: id }), owner: stage.owner ?? owner };
}
