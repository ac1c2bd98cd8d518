// Excel workbooks of people: what Excel and other programs write, and files that would take too much memory.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPeopleFile } from '../../../packages/cli/src/people/read-people-file.ts';
import { catchError } from '../../core/catch-error.ts';
import { type Cell, createWorkbook, toRowXml, type WorkbookOptions, zip } from './workbook.ts';

const folder = await mkdtemp(join(tmpdir(), 'workbook-'));
let files = 0;

async function read(bytes: Uint8Array) {
  const path = join(folder, `people-${files++}.xlsx`);
  await writeFile(path, bytes);
  return await readPeopleFile(path, {});
}

const toSheet = (rows: readonly (readonly Cell[])[]) => rows.map((cells, index) => toRowXml(cells, index + 1)).join('');
const readRows = (rows: readonly (readonly Cell[])[], options?: WorkbookOptions) => read(createWorkbook(toSheet(rows), options));
const refuse = async (bytes: Uint8Array) => (await catchError(read(bytes))).message;

describe('a workbook', () => {
  it('is read by its first sheet: texts, numbers, values of formulas, shared and rich texts', async () => {
    const people = await readRows(
      [
        ['Navn', 'E-mail', 'Medarbejdernr.', 'Afdeling'],
        [
          { xml: '<c r="ADDRESS" t="s"><v>0</v></c>' },
          'ms@nordlys.example',
          17,
          { xml: '<c r="ADDRESS" t="str"><f>A1</f><v>reception</v></c>' },
        ],
        [],
        ['Åse & <Bo>', '', { xml: '<c r="ADDRESS" t="n"><v>70305050</v></c>' }, { xml: '<c r="ADDRESS" t="b"><v>1</v></c>' }],
      ],
      { sharedTexts: ['Mette Sørensen'] },
    );
    expect(people).toEqual([
      { name: 'Mette Sørensen', email: 'ms@nordlys.example', id: '17', department: 'reception' },
      { name: 'Åse & <Bo>', id: '70305050', department: 'true' },
    ]);
  });

  it('may have prefixes, cells without an address, and one far away', async () => {
    const rows =
      '<row><c t="str"><v>ФИО</v></c><c t="str"><v>Отдел</v></c></row><row><c t="str"><v>Ёлкина Вера</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    expect(await read(createWorkbook(rows))).toEqual([{ name: 'Ёлкина Вера' }]);
  });

  it('is read the same from standard input, and has its columns named', async () => {
    const { Readable } = await import('node:stream');
    const bytes = createWorkbook(toSheet([['Hvem'], ['Mette Holm']]));
    expect(await readPeopleFile('-', { name: 'hvem' }, Readable.from([bytes]))).toEqual([{ name: 'Mette Holm' }]);
  });

  it('holds 100,000 people, and no more', { timeout: 60_000 }, async () => {
    const rows = toSheet(Array.from({ length: 100_001 }, (_, index) => [index === 0 ? 'name' : 'Mette Holm']));
    expect(await read(createWorkbook(rows))).toHaveLength(100_000);
    expect(await refuse(createWorkbook(rows + toRowXml(['Lars Holm'], 100_002)))).toContain('it has more than 100,000 rows');
  });
});

describe('a workbook that cannot be read', () => {
  const tooLarge = 'it is larger than 128 MiB when unpacked; save it as CSV';
  const cells: [string, Cell, string][] = [
    ['a formula as text', '=A1', 'row 2 has a formula; save the file with values'],
    [
      'a formula that failed',
      { xml: '<c r="ADDRESS" t="e"><v>#REF!</v></c>' },
      'row 2 has a formula that failed; correct it, or clear the cell',
    ],
  ];
  it.each(cells)('%s is said with its row', async (_, cell, problem) => {
    expect(await refuse(createWorkbook(toSheet([['name'], [cell]])))).toBe(`The file of people: ${problem}.`);
  });

  it('names the row where names are missing', async () => {
    expect(await refuse(createWorkbook(toRowXml(['City'], 3)))).toContain('row 3 names no column of names');
    expect(await refuse(createWorkbook(''))).toContain('it has no people');
  });

  it.each([
    ['another archive', zip([{ name: 'readme.txt', text: 'secret' }])],
    ['a sheet that is cut off', createWorkbook('<row r="1"><c r="A1" t="inlineStr"><is><t>secret').subarray(0, -30)],
    ['an archive without its directory', createWorkbook(toRowXml(['secret'], 1)).subarray(0, 400)],
    [
      'random bytes',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7_919) % 256))]),
    ],
  ])('%s is said how to save, without its content', async (_, bytes) => {
    const message = await refuse(bytes);
    expect(message).toMatch(/^The file of people: it .*; save it as CSV \(in Excel: File, Save as, "CSV UTF-8"\), and give that file\.$/);
    expect(message).not.toContain('secret');
  });

  const spaces = `<row r="1"><c r="A1" t="str"><v>name</v></c></row>${' '.repeat(2 ** 20)}`;

  it('a small archive of a large sheet is refused, also where it lies about the size', async () => {
    expect(createWorkbook(spaces).length).toBeLessThan(4_000);
    expect(await refuse(createWorkbook(spaces, { declaredBytes: 129 * 2 ** 20 }))).toContain(tooLarge);
    expect(await refuse(createWorkbook(spaces, { declaredBytes: 0 }))).toContain(tooLarge);
    expect(await refuse(createWorkbook(spaces, { declaredBytes: 1_000 }))).toContain('it cannot be read as an Excel workbook');
    expect(await refuse(createWorkbook(spaces))).toContain('it has no people');
  });

  it('rows of 16,384 cells are refused before they fill the memory', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="str"><v>name</v></c><c r="XFD${index + 1}"><v>1</v></c></row>`,
    );
    expect(await refuse(createWorkbook(rows.join('')))).toMatch(/row 306 is one of too many cells; save it as CSV/);
  });
});
