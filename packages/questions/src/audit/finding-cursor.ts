// The order of findings, and the cursor of `audit_lines`: it continues behind a finding, whatever comes and goes between two pages.
import { type Input, invalidCursorError, type Line, LinekeeperError, readSignedText, signText, type ToolContext } from '@linekeeper/core';
import type { PaginationInput } from '../lines/multi-source-cursor.ts';
import { getSourceKey, type LineSource } from '../lines/source.ts';
import { auditName } from './audit-input.ts';
import { checkCodes } from './check-codes.ts';
import type { Finding } from './findings.ts';

/** What findings are ordered by: the check, the list of the line (its account and kind), its id, and a number where all of these are equal. */
export interface FindingKey {
  check: number;
  source: number;
  id: string;
  repetition: number;
}

/** A finding with its place in the order. */
export interface OrderedFinding extends Finding {
  key: FindingKey;
}

/** Where a page of findings starts. */
export interface FindingPosition {
  /** The last finding of the page before; undefined for the first page. */
  after?: FindingKey;
  /** How the lists were read on earlier pages, as `writeMarks` writes it. */
  marks: string;
}

const checkIndexes = new Map<string, number>(checkCodes.map((code, index) => [code, index]));

/** Ids that a cursor holds as they are; of others it holds the digest. */
const plainId = /^[\w-]{0,48}$/;

/** Returns the place of a finding among others; findings with equal keys are numbered where they are ordered. */
export type ReadFindingKey = (code: string, line: Line) => FindingKey;

/** Creates the function that orders findings: worst checks first, then by account, list and id. */
export function createKeyReader(sources: readonly LineSource[], { registry }: ToolContext): ReadFindingKey {
  const sourceIndexes = new Map(sources.map(({ account, operation }, index) => [`${account.name}/${operation.kind}`, index]));
  return (code, { account, kind, id = '' }) => ({
    check: checkIndexes.get(code) ?? 0,
    source: sourceIndexes.get(`${account}/${kind}`) ?? 0,
    id: plainId.test(id)
      ? id
      : registry
          .digest(id)
          .replace(/[^\w-]/g, '')
          .slice(0, 22),
    repetition: 0,
  });
}

/** Orders findings that are in the order in which they were found, and numbers those with equal keys. */
export function orderFindings(findings: readonly OrderedFinding[]): OrderedFinding[] {
  let before: FindingKey | undefined;
  return findings
    .toSorted((a, b) => compareKeys(a.key, b.key))
    .map(finding => {
      const isEqual = before !== undefined && compareKeys({ ...before, repetition: 0 }, finding.key) === 0;
      before = { ...finding.key, repetition: isEqual ? (before?.repetition ?? 0) + 1 : 0 };
      return { ...finding, key: before };
    });
}

/** Ids of one length in the order of their characters: those of digits in the order of numbers. */
export function compareKeys(a: FindingKey, b: FindingKey): number {
  if (a.check !== b.check) return a.check - b.check;
  if (a.source !== b.source) return a.source - b.source;
  if (a.id.length !== b.id.length) return a.id.length - b.id.length;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.repetition - b.repetition;
}

/** Reads the `cursor` argument. Throws `input` for an invalid cursor, or one of other arguments or accounts. */
export function readFindingCursor(input: Input & PaginationInput, sources: readonly LineSource[], context: ToolContext): FindingPosition {
  const { cursor } = input;
  if (cursor === undefined) return { marks: '' };
  const [, index = '-1', marks = '', signed = ''] = /^(0|[1-9]\d{0,3})([.a-zA-Z-]*)~(.*)$/s.exec(cursor) ?? [];
  const source = sources[Number(index)];
  if (source === undefined) throw invalidCursorError();
  const text = readSignedText(signed, toScope(input, source, marks), context.registry.digest);
  const [, check, id = '', repetition = 0] = /^(\d+)\.([\w-]*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (check === undefined)
    throw new LinekeeperError('input', 'This cursor is of another version. Leave it out to start again.', { field: 'cursor' });
  return { after: { check: Number(check), source: Number(index), id, repetition: Number(repetition) }, marks };
}

/** Writes the cursor that continues behind a finding. */
export function writeFindingCursor(
  input: Input & PaginationInput,
  sources: readonly LineSource[],
  { key: { check, source, id, repetition } }: OrderedFinding,
  marks: string,
  context: ToolContext,
): string {
  return `${source}${marks}~${signText(`${check}.${id}${repetition === 0 ? '' : `.${repetition}`}`, toScope(input, sources[source], marks), context.registry.digest)}`;
}

/** What a cursor is valid for. */
function toScope(
  { cursor: _c, limit: _l, fields: _f, response_format: _r, ...input }: Input & PaginationInput,
  source: LineSource | undefined,
  marks: string,
) {
  return { tool: auditName, account: `${source === undefined ? '' : getSourceKey(source)}${marks}`, input };
}
