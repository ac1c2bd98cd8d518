// The calls that the scripted model makes in each host, and what its results must contain.

/** One call, and a column of the table. */
export interface Case {
  /** Head of the column. */
  title: string;
  tool: string;
  input: Readonly<Record<string, unknown>>;
  /** Matches the result as the host shows it to the model. */
  expected: RegExp;
}

const twoRows = /"returned":\s*2\b/;
const twoLinesDown = /"status":\s*"down".*"status":\s*"down".*"returned":\s*2\b/s;
const found = /"matches":.*\+4570305050/s;

export const cases: readonly Case[] = [
  { title: 'call', tool: 'list_lines', input: { limit: 2 }, expected: twoRows },
  { title: 'error', tool: 'find_number', input: { number: 'abc' }, expected: /"abc" is not a number/ },
  { title: 'list', tool: 'list_lines', input: { status: ['down', 'blocked'], limit: 2 }, expected: twoRows },
  {
    title: '`filter`',
    tool: 'callgear_list_sip_lines',
    input: { filter: { field: 'id', operator: '>', value: '0' }, limit: 2 },
    expected: twoRows,
  },
  { title: '`where`', tool: 'callgear_list_virtual_numbers', input: { where: { status: 'active' }, limit: 2 }, expected: twoRows },
  { title: '`null`', tool: 'list_lines', input: { owner: null, status: null, cursor: null, limit: 2 }, expected: twoRows },
  { title: '`"down"` for a list', tool: 'list_lines', input: { status: 'down', limit: 2 }, expected: twoLinesDown },
  { title: '`"2"` for a number', tool: 'list_lines', input: { limit: '2' }, expected: twoRows },
  { title: 'a number for text', tool: 'find_number', input: { number: 70305050 }, expected: found },
  { title: 'a list as text', tool: 'list_lines', input: { status: '["down"]', limit: 2 }, expected: twoLinesDown },
  {
    title: 'an object as text',
    tool: 'callgear_list_sip_lines',
    input: { filter: '{"field":"id","operator":">","value":"0"}', limit: 2 },
    expected: twoRows,
  },
];
