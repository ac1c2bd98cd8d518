// Reads questions.md: its questions, their calls, and what each answer must hold. What is not written as agreed is an error.

/** One cell a column: the text of a field. */
export type Cells = readonly string[];

/** Rows of a list in the answer: all of them, some among others, or none that may be there. */
export interface RowsHeld {
  how: 'all' | 'among' | 'none';
  list: string;
  /** Only rows whose field is this value, or has it among several. */
  where?: { field: string; how: 'is' | 'has'; value: string };
  fields: readonly string[];
  rows: readonly Cells[];
}

/** One field of the answer: its whole value, or a part of its text. */
export interface ValueHeld {
  how: 'is' | 'says';
  field: string;
  value: string;
}

export interface Asked {
  tool: string;
  input: Record<string, unknown>;
  holds: (RowsHeld | ValueHeld)[];
}

export interface AdministratorsQuestion {
  number: number;
  title: string;
  calls: Asked[];
}

const call = /^`(?<tool>[a-z_]+) (?<input>\{.*\})`$/;
const rows =
  /^(?<how>All of|Among|None of) `(?<list>[^`]+)`(?: where `(?<field>[^`]+)` (?:is (?<nothing>nothing)|(?<test>is|has) `(?<value>[^`]+)`))?:$/;
const value = /^`(?<field>[^`]+)` (?<how>is|says) `(?<value>[^`]+)`\.$/;
const howMany = { 'All of': 'all', Among: 'among', 'None of': 'none' } as const;

export function questionsOf(document: string): AdministratorsQuestion[] {
  const [, ...sections] = document.split(/^## /m);
  return sections.map(section => {
    const [heading = '', ...lines] = section.split('\n');
    const [, number = '', title = ''] = /^(\d+)\. (.+)$/.exec(heading) ?? [];
    return { number: Number(number), title, calls: callsOf(lines, heading) };
  });
}

function callsOf(lines: readonly string[], heading: string): Asked[] {
  const calls: Asked[] = [];
  const hold = (held: RowsHeld | ValueHeld) => {
    const last = calls.at(-1);
    if (last === undefined) throw new Error(`${heading}: an answer before its call`);
    last.holds.push(held);
  };
  for (const [at, line] of lines.entries()) {
    const asked = call.exec(line)?.groups;
    const listed = rows.exec(line)?.groups;
    const said = value.exec(line)?.groups;
    if (asked !== undefined) calls.push({ tool: asked.tool ?? '', input: JSON.parse(asked.input ?? ''), holds: [] });
    else if (listed !== undefined) hold(rowsHeld(listed, tableUnder(lines, at, heading)));
    else if (said !== undefined) hold({ how: said.how === 'says' ? 'says' : 'is', field: said.field ?? '', value: said.value ?? '' });
    else if (/^(`|All of|Among|None of)/.test(line) || (line.startsWith('|') && !belongs(lines, at)))
      throw new Error(`${heading}: not understood: ${line}`);
  }
  return calls;
}

/** The table that begins after one empty line. */
function tableUnder(lines: readonly string[], at: number, heading: string): Cells[] {
  const first = at + 2;
  const behind = lines.findIndex((line, index) => index >= first && !line.startsWith('|'));
  const [head, rule, ...body] = lines.slice(first, behind < 0 ? undefined : behind);
  if (lines[at + 1] !== '' || head === undefined || rule === undefined || !/^[|-]+$/.test(rule))
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

/** True where the table around a line stands under the sentence that needs it. */
function belongs(lines: readonly string[], at: number): boolean {
  const above = lines.slice(0, at).findLastIndex(line => !line.startsWith('|'));
  return lines[above] === '' && rows.test(lines[above - 1] ?? '');
}

function rowsHeld(found: Record<string, string | undefined>, [fields = [], ...body]: Cells[]): RowsHeld {
  // One of the three words of the pattern.
  const how = howMany[found.how as keyof typeof howMany];
  const { list = '', field, test, value: wanted = '' } = found;
  return {
    how,
    list,
    ...(field !== undefined && { where: { field, how: test === 'has' ? 'has' : 'is', value: wanted } }),
    fields,
    rows: body,
  };
}
