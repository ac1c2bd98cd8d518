// Tables at a terminal: names are cut where there is no room, sentences never.
import { describe, expect, it } from 'vitest';
import { printTable } from '../../packages/cli/src/print/table.ts';

const columns = ['code', 'name', 'advice'];
const advice = 'Check power, network and SIP settings of the device; where nobody uses it any more, deactivate it.';
const rows = [
  ['not_registered', 'Lager Kastrup', advice],
  ['idle', `${'a long name '.repeat(5)}`, advice],
  ['no_owner', '', ''],
];
const printed = (width?: number) => printTable({ columns, rows }, width).trimEnd().split('\n');
/** What is written, without the white space of the layout. */
const words = (lines: readonly string[]) => lines.join(' ').replace(/\s+/g, ' ');

describe('a table', () => {
  it('is as wide as its cells where nothing limits it', () => {
    expect(printed()).toHaveLength(4);
    expect(printed()[1]).toMatch(/^not_registered {2}Lager Kastrup +Check power/);
  });

  it.each([160, 120, 70])('of sentences goes on in the next line at %i columns, and loses none', width => {
    const lines = printed(width);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines[0]).toMatch(/^code +name +advice$/);
    const last = lines.map(line => line.slice(lines[0]?.indexOf('advice')));
    expect(words(last).split(advice)).toHaveLength(3);
  });

  it('of sentences is a list of records where there is no room beside them', () => {
    const lines = printed(50);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
    expect(lines.slice(0, 3)).toEqual([
      'code    not_registered',
      'name    Lager Kastrup',
      'advice  Check power, network and SIP settings of',
    ]);
    expect(lines.at(-1)).toBe('code    no_owner');
    expect(lines.filter(line => line === '')).toHaveLength(2);
  });

  it('of records breaks even a word that has no place to break', () => {
    const long = `sip:${'x'.repeat(60)}@pbx.example`;
    const lines = printTable({ columns, rows: [...rows, ['idle', long, advice]] }, 50)
      .trimEnd()
      .split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
    expect(lines.join('').replace(/\s+/g, '')).toContain(long);
  });

  it('of names alone is cut, since a name is known by its beginning', () => {
    const names = {
      columns: ['a', 'b'],
      rows: [
        ['one', 'two'],
        ['x'.repeat(60), 'y'],
      ],
    };
    const lines = printTable(names, 30).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^x+… {2}y$/);
  });
});
