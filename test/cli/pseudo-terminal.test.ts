// The built command in a real pseudo-terminal: widths, colors, the status line, the pager, and what each line tells.
import { createListTool, getCell } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../packages/cli/src/print/text-width.ts';
import { linekeeper } from '../command.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { clearLine, hasPseudoTerminal, readScreen, runInTerminal } from './pseudo-terminal.ts';

const widths = [60, 80, 100, 140, 200];
const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
afterAll(() => sandbox.close());
const environment = { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) };

describe.runIf(hasPseudoTerminal)('each printed line fits the terminal', () => {
  it.each([
    ['lines'],
    ['lines', '--all'],
    ['lines', '--wide'],
    ['find', '70', '30', '50', '50'],
    ['find', '0123401'],
    ['audit', '--all'],
    ['summary', '--by', 'account,status'],
    ['accounts'],
    ['callgear', 'sip-lines', '--all'],
    ['telecomx', 'sip-phones', '--all'],
    ['exolve', 'numbers', '--limit', '5'],
    ['doctor'],
    ['find', 'abc'],
  ])('of %s %s %s', async (...args) => {
    for (const columns of widths) {
      const lines = readScreen(await runInTerminal(args, { columns, environment }));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect([...line].length, `${columns}: ${line}`).toBeLessThanOrEqual(columns);
    }
  });

  it('of the tour, but for commands that are copied', async () => {
    for (const columns of widths) {
      const lines = readScreen(await runInTerminal(['tour'], { columns }));
      expect(lines.join(' ')).toMatch(/copenhagen at Telecom X, +moscow at CallGear, +kazan at MTS +Exolve/);
      for (const line of lines.filter(one => !/^ {2}(npx|claude)|^\$ /.test(one))) expect([...line].length).toBeLessThanOrEqual(columns);
      expect(lines).toContain('  npx -y pnpm@12 start callgear sip-lines --sandbox --all --format csv');
    }
  }, 60_000);
});

describe.runIf(hasPseudoTerminal)('linekeeper lines --sandbox at 80 columns', () => {
  it('tells who, what and why of each line, without a cut word', async () => {
    const json = JSON.parse((await linekeeper(['lines', '--sandbox'])).stdout);
    const [header = '', ...lines] = readScreen(await runInTerminal(['lines', '--sandbox'], { columns: 80 }));
    expect(header.split(/ {2,}/)).toEqual(['status', 'owner, name', 'numbers', 'reasons']);
    expect(lines.slice(25, 26)).toEqual(['25 lines, there are more; --all shows all']);
    for (const [index, { status, name = '', owner = '', numbers = [], reasons = [] }] of json.lines.entries()) {
      for (const text of [status, name, owner]) expect(lines[index]).toContain(text);
      if (numbers.length > 0) expect(lines[index]).toContain(numbers.length === 1 ? numbers[0] : `${numbers.length} numbers`);
      if (reasons.length > 0) expect(reasons.some((reason: string) => lines[index]?.includes(reason))).toBe(true);
      expect(lines[index]).not.toContain('…');
    }
  });
});

describe.runIf(hasPseudoTerminal)('each list of a provider at 80 columns', () => {
  const lists = operations
    .map(operation => createListTool(operation))
    .filter(({ inputSchema }) => (inputSchema.required ?? []).length === 0);

  it.each(lists.map(({ command }) => command.join(' ')))('%s fits, and cuts no cell', async line => {
    const args = [...line.split(' '), '--sandbox', '--limit', '9'];
    const [header = '', ...lines] = readScreen(await runInTerminal(args, { columns: 80 }));
    for (const text of [header, ...lines]) expect(measure(text)).toBeLessThanOrEqual(80);
    if (header.startsWith('linekeeper: ')) return void expect(header).toMatch(/^linekeeper: (denied|input)/);
    const { rows } = JSON.parse((await linekeeper([...args, '--format', 'json'])).stdout);
    const columns = header.split(/ {2,}/);
    for (const [index, row] of rows.entries()) {
      const cells = columns.map(column => getCell(row, column)).filter(cell => typeof cell === 'string' && rows.length > 1);
      for (const cell of cells) expect(lines[index]).toContain(cell);
    }
  });
});

describe.runIf(hasPseudoTerminal)('colors', () => {
  const isColored = async (args: string[], more: Record<string, string>, redirection = '') =>
    (await runInTerminal(args, { columns: 100, environment: { ...environment, ...more }, redirection })).includes('\u001b[3');

  it('are on in a terminal, and off for NO_COLOR, a dumb terminal and a pipe', async () => {
    const args = ['lines', '--status', 'down', '--format', 'table'];
    expect(await isColored(args, {})).toBe(true);
    expect(await isColored(args, { NO_COLOR: '1' })).toBe(false);
    expect(await isColored(args, { TERM: 'dumb' })).toBe(false);
    expect(await isColored(args, {}, '2>/dev/null | cat')).toBe(false);
    expect(await isColored(args, { FORCE_COLOR: '1' }, '2>/dev/null | cat')).toBe(true);
  });

  it('are never in data for programs', async () => {
    for (const format of ['json', 'ndjson', 'csv'])
      expect((await linekeeper(['lines', '--format', format], { environment: { ...environment, FORCE_COLOR: '3' } })).stdout).not.toContain(
        '\u001b',
      );
  });
});

describe.runIf(hasPseudoTerminal)('a slow provider', () => {
  let slow: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    slow = await startSandbox({ latencyMs: 700, company: buildCompany() });
  });
  afterAll(() => slow.close());
  const slowEnvironment = () => ({ LINEKEEPER_ACCOUNTS: JSON.stringify(slow.accounts) });

  it('is named in a status line that moves, and is gone when the answer has come', async () => {
    const text = await runInTerminal(['summary'], { columns: 80, environment: slowEnvironment() });
    const states = text.split(clearLine).flatMap(state => [...state.matchAll(/^(\S) asking ([^…]+)… \d of 3 answered/g)]);
    expect(states.length).toBeGreaterThan(2);
    expect(states[0]?.[2]).toBe('copenhagen, moscow, kazan');
    expect(new Set(states.map(([, sign]) => sign)).size).toBeGreaterThan(1);
    expect(readScreen(text).join('\n')).not.toContain('asking');
  });

  it('is waited for in silence in a terminal that cannot clear a line', async () => {
    const text = await runInTerminal(['summary'], { columns: 80, environment: { ...slowEnvironment(), TERM: 'dumb' } });
    for (const part of ['asking', '\u001b']) expect(text).not.toContain(part);
  });

  it('leaves no trace in a pipe', async () => {
    const { stdout, stderr } = await linekeeper(['summary', '--format', 'csv'], { environment: slowEnvironment() });
    expect(stdout + stderr).not.toContain('asking');
  });
});

describe.runIf(hasPseudoTerminal)('the pager', () => {
  const run = (rows: number, PAGER: string, redirection = '') =>
    runInTerminal(['lines', '--format', 'table'], { columns: 80, rows, environment: { ...environment, PAGER }, redirection });

  it('shows what is taller than the screen, and nothing else', async () => {
    const pager = "sed 's/^/paged: /'";
    expect(await run(20, pager)).toContain('paged: ');
    expect(await run(40, pager)).not.toContain('paged: ');
    expect(await run(20, pager, '2>/dev/null | cat')).not.toContain('paged: ');
  });

  it('is replaced by plain output if it does not start, or is switched off', async () => {
    for (const PAGER of ['no-such-pager-here', 'cat', '']) expect(await run(20, PAGER)).toContain('there are more');
  });
});
