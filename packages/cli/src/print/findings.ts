// The findings of an audit: the advice once for each check, and under it the lines with the evidence.
import { getText, pluralize, type Row } from '@linekeeper/core';
import { formatWhole, readCellText } from './cells.ts';
import { columnGap } from './columns.ts';
import { getSeverityStyle, type Paint } from './style.ts';
import { measureWidest, pad, wrapValue, wrapWords } from './text-width.ts';

/** Space before a finding. */
const indent = '  ';

/** Tells the findings of an audit from other tables. */
export const areFindings = (columns: readonly string[]): boolean =>
  ['severity', 'code', 'evidence', 'advice'].every(name => columns.includes(name));

/** Where findings are shown, and how many each check has in all. */
export interface FindingsOptions {
  width: number;
  paint: Paint;
  counts: Readonly<Record<string, unknown>>;
}

/** Formats findings for a terminal; they come sorted by check. */
export function formatFindings(rows: readonly Row[], { width, paint, counts }: FindingsOptions): string {
  const groups = [...Map.groupBy(rows, row => getText(row, 'code') ?? '')];
  return groups.map(([code, group]) => formatGroup(code, group, { width, paint, counts })).join('\n');
}

function formatGroup(code: string, rows: readonly Row[], { width, paint, counts }: FindingsOptions): string {
  const [first = {}] = rows;
  const severity = formatWhole('severity', first);
  const total = Number(counts[code] ?? rows.length);
  const count = `${total > rows.length ? `${rows.length} of ` : ''}${total} ${pluralize('finding', total)}`;
  const heading = `${paint(getSeverityStyle(severity), severity)}  ${paint('bold', code)}  ${count}`;
  const advice = wrapWords(formatWhole('advice', first), width);
  const subjects = rows.map(formatSubject);
  const subjectWidth = measureWidest(subjects);
  const evidences = rows.map(row => formatWhole('evidence', row));
  const rowWidth = indent.length + subjectWidth + columnGap + measureWidest(evidences);
  const lines = rows.map((_, index) => {
    const [subject = '', evidence = ''] = [subjects[index], evidences[index]];
    if (rowWidth <= width) return `${indent}${pad(subject, subjectWidth + columnGap)}${paint('dim', evidence)}\n`;
    const below = wrapWords(evidence, width - 2 * indent.length).replaceAll('\n', `\n${indent}${indent}`);
    const subjectLines = wrapValue(subject, width - indent.length).join(`\n${indent}`);
    return `${indent}${subjectLines}\n${indent}${indent}${paint('dim', below)}\n`;
  });
  return `${heading}\n${advice}\n${lines.join('')}`;
}

/** Which line it is: account, person, name, and the number or extension where these are not enough; its id for want of all. */
function formatSubject(row: Row): string {
  const read = (name: string) => readCellText(name, row).full;
  const names = [read('owner'), read('name')].filter(text => text !== '');
  const numbers = [read('extension'), read('numbers')].filter(text => text !== '');
  const parts = [...names, ...(numbers.length > 0 ? numbers.slice(0, 1) : names.length > 0 ? [] : [`${read('kind')} ${read('id')}`])];
  return `${read('account')}: ${parts.join(', ')}`;
}
