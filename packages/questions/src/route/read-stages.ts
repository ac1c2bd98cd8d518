// Reads the stages that calls may pass in an account: the rows of its lists that say where calls go, joined later by their ids.
import {
  type Account,
  buildLine,
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
    ({ provider, stage, stageInput }) => provider === account.provider && stage !== undefined && stageInput !== 'entry',
  );
  const budget = {
    spare: Math.max(0, maxRequests - readable.length - found.filter(({ operation }) => operation.routeInput !== undefined).length),
  };
  const [entries, ...lists] = await Promise.all([
    readEntries(account, found, context, budget),
    ...readable.map(operation =>
      readList(operation, account, operation.stageInput === 'entry' ? {} : (operation.stageInput ?? {}), context, budget),
    ),
  ]);
  const all = [entries, ...lists];
  return { stages: all.flatMap(({ stages }) => stages), problems: all.flatMap(({ problems }) => problems) };
}

/** The stages of the lines that have the number. A list that tells the route only where it is asked for it is asked again. */
async function readEntries(
  account: Account,
  found: readonly SourceItem[],
  context: ToolContext,
  budget: RequestBudget,
): Promise<AccountStages> {
  const entries = found.filter(({ operation, line }) => line.account === account.name && operation.stageInput === 'entry');
  const read = await Promise.all(
    entries.map(async ({ operation, row }): Promise<AccountStages> => {
      const input = operation.routeInput?.(row);
      const listed = input === undefined ? undefined : await readList(operation, account, input, context, budget);
      return listed !== undefined && listed.stages.length > 0
        ? listed
        : { stages: toStages(operation, account, [row]), problems: listed?.problems ?? [] };
    }),
  );
  return { stages: read.flatMap(({ stages }) => stages), problems: read.flatMap(({ problems }) => problems) };
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
  const listing = new Listing(operation, registry.getConnection(account), { ...input, ...getShape(input) }, registry.digest);
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
const getShape = (input: object) => ('fields' in input ? {} : { response_format: 'detailed' });

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
