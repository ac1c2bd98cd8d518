// Tables on a terminal: names are truncated if the terminal is too narrow, sentences are wrapped.
import { describe, expect, it } from 'vitest';
import { formatTable } from '../../packages/cli/src/print/table.ts';

const columns = ['code', 'name', 'advice'];
const advice = 'Check power, network and SIP settings of the device; deactivate the device if it is out of use.';
const rows = [
  ['not_registered', 'Lager Kastrup', advice],
  ['idle', `${'a long name '.repeat(5)}`, advice],
  ['no_owner', '', ''],
];
const renderLines = (width?: number) => formatTable({ columns, rows }, width).trimEnd().split('\n');
/** The text of a table, without the white space of its layout. */
const joinWords = (lines: readonly string[]) => lines.join(' ').replace(/\s+/g, ' ');

describe('a table', () => {
  it('is as wide as its cells if the width is not limited', () => {
    expect(renderLines()).toHaveLength(4);
    expect(renderLines()[1]).toMatch(/^not_registered {2}Lager Kastrup +Check power/);
  });

  it.each([160, 120, 70])('of sentences wraps them at %i columns, and loses none', width => {
    const lines = renderLines(width);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines[0]).toMatch(/^code +name +advice$/);
    const last = lines.map(line => line.slice(lines[0]?.indexOf('advice')));
    expect(joinWords(last).split(advice)).toHaveLength(3);
  });

  it('of sentences becomes a list of records on a narrow terminal', () => {
    const lines = renderLines(50);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
    expect(lines.slice(0, 3)).toEqual([
      'code    not_registered',
      'name    Lager Kastrup',
      'advice  Check power, network and SIP settings of',
    ]);
    expect(lines.at(-1)).toBe('code    no_owner');
    expect(lines.filter(line => line === '')).toHaveLength(2);
  });

  it('of records breaks a long word', () => {
    const long = `sip:${'x'.repeat(60)}@pbx.example`;
    const lines = formatTable({ columns, rows: [...rows, ['idle', long, advice]] }, 50)
      .trimEnd()
      .split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
    expect(lines.join('').replace(/\s+/g, '')).toContain(long);
  });

  it('of names alone truncates them, since the beginning identifies a name', () => {
    const names = {
      columns: ['a', 'b'],
      rows: [
        ['one', 'two'],
        ['x'.repeat(60), 'y'],
      ],
    };
    const lines = formatTable(names, 30).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^x+… {2}y$/);
  });

  it('of wide characters keeps its columns aligned, and loses none where it breaks words', () => {
    const wide = '日本'.repeat(20);
    const lines = formatTable(
      {
        columns: ['a', 'b'],
        rows: [
          [wide, 'y'],
          ['x'.repeat(60), 'y'],
        ],
      },
      30,
    )
      .trimEnd()
      .split('\n');
    const width = (text: string) => text.length + text.replace(/[^日本]/g, '').length;
    expect(lines.map(line => width(line.replace(/\S$/, '')))).toEqual([29, 29, 29]);
    const records = formatTable({ columns, rows: [['idle', `${wide}日本`, advice]] }, 50);
    expect(records.replace(/\s+/g, '')).toContain(`${wide}日本`);
  });
});
