// Tables for people: which columns a width has room for, what is shortened, and when rows become records.
import type { Row } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { formatTable, type TableOptions } from '../../packages/cli/src/print/table.ts';

const columns = ['account', 'kind', 'id', 'name', 'numbers', 'extension', 'owner', 'status', 'reasons'];
const rows: Row[] = [
  {
    account: 'copenhagen',
    kind: 'sip_trunk',
    id: '5A0000000000000000000001',
    name: 'Hosted PBX København',
    numbers: ['+4570305050', '+4570305051', '+4570305052'],
    status: 'inactive',
    reasons: ['not_registered', 'deactivated'],
  },
  {
    account: 'copenhagen',
    kind: 'sip_phone',
    id: 'F0',
    name: 'Snom D785',
    numbers: ['+4570305050'],
    extension: '200',
    owner: 'Anne-Marie Østergaard',
    status: 'up',
  },
  {
    account: 'moscow',
    kind: 'sip_line',
    id: '300103',
    extension: '0123403',
    owner: 'Петрова Анна Игоревна',
    status: 'down',
    reasons: ['not_registered', 'unassigned'],
  },
];

const render = (width: number | undefined, options: Partial<TableOptions> = {}, shown = rows) =>
  formatTable(shown, { columns, width, paint: (_, text) => text, ...options })
    .trimEnd()
    .split('\n');
const header = (width: number | undefined, options: Partial<TableOptions> = {}) => render(width, options)[0]?.split(/ {2,}/);

describe('a table of lines', () => {
  it('leaves out the column of a cell that fits no terminal, instead of showing a page for each row', () => {
    const long = rows.map(({ owner: _, ...row }) => ({ ...row, name: 'word '.repeat(2_000) }));
    const lines = formatTable(long, {
      columns: ['_id', 'name', 'numbers', 'status'],
      preferredColumns: ['name', 'numbers'],
      width: 100,
      paint: (_, text) => text,
    })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(rows.length + 1);
    expect(lines.join()).not.toContain('word');
  });

  it('gets the columns that people look for first, and more of them with more room', () => {
    expect(header(60)).toEqual(['status', 'owner, name', 'numbers']);
    expect(header(80)).toEqual(['status', 'owner, name', 'numbers', 'reasons']);
    expect(header(100)).toEqual(['status', 'name', 'numbers', 'owner', 'reasons']);
    expect(header(140)).toEqual(['status', 'name', 'numbers', 'extension', 'owner', 'account', 'reasons', 'kind']);
    expect(header(200)).toEqual(['status', 'name', 'numbers', 'extension', 'owner', 'account', 'reasons', 'kind', 'id']);
  });

  it.each([60, 80, 100, 120, 140, 200])('fits %i columns with one line for each row, and cuts no cell', width => {
    const lines = render(width);
    expect(lines).toHaveLength(rows.length + 1);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    expect(lines.join()).not.toContain('…');
    for (const text of ['Hosted PBX København', 'Anne-Marie Østergaard', 'Петрова Анна Игоревна']) expect(lines.join()).toContain(text);
  });

  it('counts the entries of a list that it leaves out, and keeps the reason that decides the status', () => {
    expect(render(92)[1]).toMatch(/^inactive {2}Hosted PBX København {2}3 numbers .* deactivated \+1 more$/);
    expect(render(100)[3]).toMatch(/not_registered \+1 more$/);
    expect(render(76)[1]).toMatch(/deactivated \+1$/);
    expect(render(200)[1]).toMatch(/\+4570305050 \+2 more .* deactivated; not_registered/);
  });

  it('shows the extension among the numbers where it has no column, and the numbers before the reasons where nothing else tells rows apart', () => {
    const nameless: Row[] = [
      { status: 'down', extension: '0123440', reasons: ['not_registered', 'unassigned'] },
      { status: 'up', name: 'Aarhus reserve and its elevators', numbers: ['+4570305160'], owner: 'Anne-Marie Østergaard', extension: '9' },
    ];
    const lines = render(80, {}, nameless);
    expect(lines[0]).toMatch(/^status +name +numbers +owner$/);
    expect(lines[1]).toMatch(/^down +ext\. 0123440$/);
  });

  it('puts owner and name into one column where that shows more of who, what and why', () => {
    expect(render(80)).toEqual([
      'status    owner, name                       numbers       reasons',
      'inactive  Hosted PBX København              3 numbers     deactivated +1 more',
      'up        Anne-Marie Østergaard, Snom D785  +4570305050',
      'down      Петрова Анна Игоревна             ext. 0123403  not_registered +1 more',
    ]);
  });

  it('shows the number or the extension of lines without owner and name where neither has a column', () => {
    const long = 'Aarhus reserve and its elevators';
    const lines = render(70, {}, [
      { status: 'down', name: long, owner: 'Kirsten Bæk', reasons: ['not_registered'], numbers: ['+4570305055'] },
      { status: 'up', numbers: ['+4570305050', '+4570305051'] },
      { status: 'up', extension: '0123440' },
    ]);
    expect(lines.map(line => line.split(/ {2,}/))).toEqual([
      ['status', 'name', 'owner', 'reasons'],
      ['down', long, 'Kirsten Bæk', 'not_registered'],
      ['up', '2 numbers'],
      ['up', 'ext. 0123440'],
    ]);
  });

  it('becomes records where it is narrow, has one row, or cannot show who a row is about', () => {
    const record = render(59);
    expect(record.slice(0, 3)).toEqual([
      'status     inactive',
      'name       Hosted PBX København',
      'numbers    +4570305050; +4570305051; +4570305052',
    ]);
    expect(record.filter(line => line === '')).toHaveLength(rows.length - 1);
    expect(render(200, {}, rows.slice(0, 1)).join()).toMatch(/id +5A0000000000000000000001/);
    const long = 'A name that is as long as people write names of halls, gates and the way to the lift';
    expect(render(110, {}, [...rows, { status: 'up', name: long, owner: 'Anne-Marie Østergaard' }])).toContain(`name       ${long}`);
  });

  it('shows all columns that are asked for, as records if they do not fit', () => {
    expect(header(80, { requested: ['id', 'account'] })).toEqual(['id', 'account']);
    expect(render(80, { requested: columns })[0]).toBe('account    copenhagen');
    expect(header(200, { isWide: true, moreColumns: ['ip'] })).toContain('kind');
  });

  it('of records breaks a value between words, and a long word where it must', () => {
    const text = 'Check power, network and SIP settings of the device';
    const word = `sip:${'x'.repeat(60)}@pbx.example`;
    const lines = render(40, { columns: ['name', 'advice'] }, [{ name: word, advice: text }]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
    expect(lines.join('').replace(/\s+/g, '')).toContain(word);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(text);
  });

  it('has all columns without a terminal, and is not padded to its widest cell', () => {
    const wide = [...rows, { account: 'x', name: 'y'.repeat(300), status: 'up' }];
    const lines = render(undefined, {}, wide);
    expect(lines[0]?.split(/ +/)).toEqual(columns);
    expect(lines[1]?.length).toBeLessThan(200);
    expect(lines[4]).toContain('y'.repeat(300));
  });
});

describe('a table of another list', () => {
  it('keeps its order and drops columns from the right, a wide id first', () => {
    const list = Array.from({ length: 2 }, (_, index) => ({
      _id: `F000000000000000000000${index}`,
      mac: '000413000000',
      model: 'D785',
      owner: 'Ann',
    }));
    const options = { columns: ['_id', 'mac', 'model', 'owner'] };
    expect(render(80, options, list)[0]).toMatch(/^_id +mac +model +owner$/);
    const long = list.map(row => ({ ...row, owner: 'A name that takes all of the room there is' }));
    expect(render(80, options, long)[0]).toMatch(/^mac +model +owner$/);
  });

  it('has a dotted list of the objects in a list, and counts objects', () => {
    const list = ['900', '901'].map(group => ({ group, members: [{ name: 'Ann' }, { name: 'Bo' }] }));
    const options = { columns: ['group', 'members.name', 'members'] };
    expect(render(80, options, list)[1]).toBe('900    Ann; Bo       2 entries');
  });

  it('gives room to the columns that people look for first', () => {
    const list = [0, 1].map(() => ({
      mac: '000413000000',
      brand: 'S'.repeat(30),
      model: 'D'.repeat(30),
      owner: { name: 'Anne-Marie Østergaard' },
    }));
    const options = { columns: ['mac', 'brand', 'model', 'owner.name'] };
    expect(render(80, options, list)[0]?.split(/ +/)).toEqual(['mac', 'brand', 'model']);
    expect(render(80, { ...options, preferredColumns: ['owner.name'] }, list)[0]?.split(/ +/)).toEqual(['mac', 'brand', 'owner.name']);
  });

  it('of wide characters keeps its columns aligned', () => {
    const list = [
      { a: '日本'.repeat(5), b: 'y' },
      { a: 'x'.repeat(20), b: 'y' },
    ];
    const lines = render(80, { columns: ['a', 'b'] }, list);
    const measure = (text: string) => text.length + text.replace(/[^日本]/g, '').length;
    expect(lines.map(measure)).toEqual([23, 23, 23]);
  });
});

describe('the bars of a summary', () => {
  const groups = [86, 43, 1, 0].map(count => ({ status: `s${count}`, count }));

  it.each([60, 80, 200])('keep their proportion at %i columns', width => {
    const bars = render(width, { columns: ['status', 'count'] }, groups).map(line => line.replace(/[^█-▏]/g, ''));
    const eighths = (bar = '') => [...bar].reduce((sum, block) => sum + (0x2590 - (block.codePointAt(0) ?? 0)), 0);
    expect(bars.slice(1).map(eighths)).toEqual([240, 120, 3, 0]);
  });
});
