// CSV: the records, formulas also behind a separator inside a cell, dates, and the byte order mark.
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../packages/core/src/model/fields.ts';
import { createCsvRowFormatter, formatCsvFile } from '../../../packages/core/src/table/csv.ts';
import fc from '../../random.ts';
import { anyText } from '../text-arbitraries.ts';

const formatColumn = (...cells: Row['a'][]) =>
  parse(createCsvRowFormatter(['a', 'b'])(cells.map(cell => ({ a: cell ?? '', b: 'x' })))).map(([a]) => a);

/** The cells of a text, split at the separator. A quote counts at the start of a cell only, as spreadsheets read it. */
function parse(text: string, separator = ','): string[][] {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map(record => {
      const cells: string[] = [];
      for (let rest = `${separator}${record}`; rest !== ''; ) {
        const [cell = '', quoted, tail = '', bare = ''] =
          new RegExp(`^${separator}(?:"((?:[^"]|"")*)"([^${separator}]*)|([^${separator}]*))`).exec(rest) ?? [];
        cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"') + tail);
        rest = rest.slice(cell.length);
      }
      return cells;
    });
}

/** A number, or a list of numbers, is not a formula. */
const isFormula = (cell: string) => /^\s*[=+\-@＝＋－＠]/.test(cell) && !cell.split(';').every(part => /^\s*[+-]?\d[\d .]*\s*$/.test(part));

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    [' @SUM(A1)', "' @SUM(A1)"],
    ['+45-70', "'+45-70"],
    ['＝1+1', "'＝1+1"],
    ["Anna;=cmd|'/c calc'!A1;x", "Anna;'=cmd|'/c calc'!A1;x"],
    ['a; +cmd', "a; '+cmd"],
    ['a;"=cmd"', 'a;"\'=cmd"'],
    ['a=b', 'a=b'],
    ['a; b', 'a; b'],
    ['-5', '-5'],
    ['+45 70 30 50 50', '+45 70 30 50 50'],
    [['+4570305050', '+4570305051'], '+4570305050; +4570305051'],
    ['2024-02-29 10:00:00', '2024-02-29T10:00:00'],
    ['2024-02-29', '2024-02-29'],
    ['2023-12-20T12:35:56.122610Z', '2023-12-20T12:35:56.122610Z'],
    ['on 2024-02-29 10:00:00', 'on 2024-02-29 10:00:00'],
  ])('%j is written as %j', (cell, expected) => {
    expect(formatColumn(cell)).toEqual([expected]);
  });
});

describe('a column', () => {
  it('has every number bare and every formula escaped, before and behind the others', () => {
    expect(formatColumn('+4570305050', '=1+1', '-5', 'Anna', '+4570305050', ['+4570305050', '+4570305051'], '+7 900 (ext. 3)')).toEqual([
      '+4570305050',
      "'=1+1",
      '-5',
      'Anna',
      '+4570305050',
      '+4570305050; +4570305051',
      "'+7 900 (ext. 3)",
    ]);
  });

  it('is the same whether its rows come at once or one by one', () => {
    const cell = fc.oneof(anyText, fc.constantFrom('+4570305050', '=1+1', '-5', '+7 900 1', '@x', 'a; =1', '+45; =1'));
    fc.assert(
      fc.property(fc.array(fc.record({ a: cell, b: cell })), rows => {
        const formatRows = createCsvRowFormatter(['a', 'b']);
        expect(rows.map(row => formatRows([row])).join('')).toBe(createCsvRowFormatter(['a', 'b'])(rows));
      }),
    );
  });
});

describe('a file', () => {
  it('begins with a byte order mark if people open it', () => {
    expect(formatCsvFile(['name'], [{ name: 'Søren' }], { byteOrderMark: true })).toBe('\ufeffname\r\n"Søren"\r\n');
    expect(formatCsvFile(['name'], [{ name: 'Søren' }])).toBe('name\r\n"Søren"\r\n');
  });

  it('has no formula at either separator, whatever the cells', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('=', '+', '-', '@', ';', '"', ',', ' ', "'", '1', 'a', '＝'), anyText))
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.record({ a: text, b: text, c: text }), { minLength: 1 }), rows => {
        const file = createCsvRowFormatter(['a', 'b', 'c'])(rows);
        const cells = parse(file);
        expect(cells.every(record => record.length === 3)).toBe(true);
        expect(cells.flat().filter(isFormula)).toEqual([]);
        expect(
          cells
            .flat()
            .flatMap(cell => cell.split(';'))
            .filter(isFormula),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a record', () => {
  it('is what another library writes for the same cells', () => {
    const text = fc.oneof(anyText, fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', 'ø', 'Ж', '.', '-') }));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), cells => {
        const written = createCsvRowFormatter(['a', 'b'])(cells.map(([a, b]) => ({ a, b })));
        expect(written).toBe(stringify(parse(written), { record_delimiter: 'windows', quoted: true, quoted_empty: true }));
      }),
      { numRuns: 1_000 },
    );
  });
});
