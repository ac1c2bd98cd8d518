// Parses questions.md: its questions, their tool calls, and the expectations of each answer. Unknown syntax is an error.

/** The cells of a row, one for each column: the text of a field. */
export type RowCells = readonly string[];

/** Rows of a list that an answer must have (`all`: and no others), or must not have (`none`). */
export interface ExpectedRows {
  mode: 'all' | 'among' | 'none';
  list: string;
  /** Restricts the check to rows whose field is this value, or has it among several. */
  where?: { field: string; mode: 'is' | 'has'; value: string };
  fields: readonly string[];
  rows: readonly RowCells[];
}

/** One field of an answer: its whole value, or a part of its text. */
export interface ExpectedValue {
  mode: 'is' | 'says';
  field: string;
  value: string;
}

/** A tool call, and the expectations of its answer. */
interface ToolInvocation {
  tool: string;
  input: Record<string, unknown>;
  expectations: (ExpectedRows | ExpectedValue)[];
}

/** A numbered question and the tool calls that answer it. */
export interface AdministratorQuestion {
  number: number;
  title: string;
  invocations: ToolInvocation[];
}

const invocationPattern = /^`(?<tool>[a-z_]+) (?<input>\{.*\})`$/;
const rowsPattern =
  /^(?<mode>All of|Among|None of) `(?<list>[^`]+)`(?: where `(?<field>[^`]+)` (?:is (?<nothing>nothing)|(?<test>is|has) `(?<value>[^`]+)`))?:$/;
const valuePattern = /^`(?<field>[^`]+)` (?<mode>is|says) `(?<value>[^`]+)`\.$/;
const rowModes = { 'All of': 'all', Among: 'among', 'None of': 'none' } as const;

/** Parses the document; throws with the heading of a section for unknown syntax. */
export function parseQuestions(document: string): AdministratorQuestion[] {
  const [, ...sections] = document.split(/^## /m);
  return sections.map(section => {
    const [heading = '', ...lines] = section.split('\n');
    const [, number = '', title = ''] = /^(\d+)\. (.+)$/.exec(heading) ?? [];
    return { number: Number(number), title, invocations: parseInvocations(lines, heading) };
  });
}

function parseInvocations(lines: readonly string[], heading: string): ToolInvocation[] {
  const invocations: ToolInvocation[] = [];
  const addExpectation = (expectation: ExpectedRows | ExpectedValue) => {
    const last = invocations.at(-1);
    if (last === undefined) throw new Error(`${heading}: an expectation before its tool call`);
    last.expectations.push(expectation);
  };
  for (const [index, line] of lines.entries()) {
    const invocation = invocationPattern.exec(line)?.groups;
    const expectedRows = rowsPattern.exec(line)?.groups;
    const expectedValue = valuePattern.exec(line)?.groups;
    if (invocation !== undefined)
      invocations.push({ tool: invocation.tool ?? '', input: JSON.parse(invocation.input ?? ''), expectations: [] });
    else if (expectedRows !== undefined) addExpectation(toExpectedRows(expectedRows, parseTable(lines, index, heading)));
    else if (expectedValue !== undefined)
      addExpectation({
        mode: expectedValue.mode === 'says' ? 'says' : 'is',
        field: expectedValue.field ?? '',
        value: expectedValue.value ?? '',
      });
    else if (/^(`|All of|Among|None of)/.test(line) || (line.startsWith('|') && !isExpectationTable(lines, index)))
      throw new Error(`${heading}: unknown syntax: ${line}`);
  }
  return invocations;
}

/** Parses the table that starts after one empty line. */
function parseTable(lines: readonly string[], index: number, heading: string): RowCells[] {
  const first = index + 2;
  const end = lines.findIndex((line, lineIndex) => lineIndex >= first && !line.startsWith('|'));
  const [head, rule, ...body] = lines.slice(first, end < 0 ? undefined : end);
  if (lines[index + 1] !== '' || head === undefined || rule === undefined || !/^[|-]+$/.test(rule))
    throw new Error(`${heading}: a table is missing`);
  const cells = [head, ...body].map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
  if (cells.some(row => row.length !== cells[0]?.length)) throw new Error(`${heading}: a row is too short or too long`);
  return cells;
}

/** Returns true if the table around a line follows a sentence that expects one. */
function isExpectationTable(lines: readonly string[], index: number): boolean {
  const above = lines.slice(0, index).findLastIndex(line => !line.startsWith('|'));
  return lines[above] === '' && rowsPattern.test(lines[above - 1] ?? '');
}

function toExpectedRows(groups: Record<string, string | undefined>, [fields = [], ...body]: RowCells[]): ExpectedRows {
  // The pattern has these three modes only.
  const mode = rowModes[groups.mode as keyof typeof rowModes];
  const { list = '', field, test, value = '' } = groups;
  return {
    mode,
    list,
    ...(field !== undefined && { where: { field, mode: test === 'has' ? 'has' : 'is', value } }),
    fields,
    rows: body,
  };
}
