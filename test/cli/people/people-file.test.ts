// Files of people as they come: delimiters, encodings, columns in three languages; and one clear sentence for those that are no list.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColumnNames } from '../../../packages/cli/src/people/person-columns.ts';
import { readPeopleFile } from '../../../packages/cli/src/people/read-people-file.ts';
import { catchError } from '../../core/catch-error.ts';

const folder = await mkdtemp(join(tmpdir(), 'people-'));
let files = 0;

async function write(content: string | Uint8Array, extension = 'csv'): Promise<string> {
  const path = join(folder, `people-${files++}.${extension}`);
  await writeFile(path, content);
  return path;
}

const read = async (content: string | Uint8Array, extension?: string, columns: ColumnNames = {}) =>
  await readPeopleFile(await write(content, extension), columns);
const refuse = async (content: string | Uint8Array, extension?: string, columns?: ColumnNames) =>
  (await catchError(read(content, extension, columns))).message;

const mette = { name: 'Mette Sørensen', email: 'ms@nordlys.example', id: '17', department: 'reception' };
const vera = { name: 'Ёлкина Вера Павловна', department: 'качество' };

/** Encodes in a code page of one byte a character, by trying all bytes. */
function encode(text: string, encoding: string): Uint8Array {
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, character => bytes.get(character) ?? expect.fail(`${encoding} has no ${character}`));
}

describe('a file of people', () => {
  const table = (delimiter: string) =>
    ['Name,E-mail,Employee ID,Department', 'Mette Sørensen,ms@nordlys.example,17,reception'].join('\r\n').replaceAll(',', delimiter);

  it.each([',', ';', '\t', '|'])('may be delimited by %j', async delimiter => {
    expect(await read(table(delimiter))).toEqual([mette]);
  });

  it('may be TSV, or say its delimiter as Excel does', async () => {
    expect(await read(table('\t'), 'tsv')).toEqual([mette]);
    expect(await read(`sep=;\r\n${table(';')}`)).toEqual([mette]);
  });

  it('may have quotes, delimiters and line breaks in cells, and empty rows', async () => {
    const content = 'name,department\n"Sørensen, Mette","reception\nand ""bar"""\n\n,\nLars "Lasse" Hansen,\n';
    expect(await read(content)).toEqual([{ name: 'Sørensen, Mette', department: 'reception\nand "bar"' }, { name: 'Lars "Lasse" Hansen' }]);
  });

  const danish = 'Navn;E-mail;Medarbejdernr.;Afdeling\r\nMette Sørensen;ms@nordlys.example;17;reception\r\n';
  const russian = 'ФИО;Отдел\r\nЁлкина Вера Павловна;качество\r\n';

  it.each([
    ['UTF-8', Buffer.from(danish)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${danish}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${danish}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(danish, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\ufeff${danish}`, 'utf16le').swap16()],
    ['windows-1252', encode(danish, 'windows-1252')],
  ])('may be Danish in %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual([mette]);
  });

  it.each([
    ['UTF-8', Buffer.from(russian)],
    ['UTF-16', Buffer.from(`\ufeff${russian}`, 'utf16le')],
    ['windows-1251', encode(russian, 'windows-1251')],
  ])('may be Russian in %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual([vera]);
  });

  it('may have names in parts', async () => {
    expect(await read('Фамилия,Имя,Отчество\nЁлкина,Вера,Павловна')).toEqual([{ name: 'Вера Павловна Ёлкина' }]);
    expect(await read('First name,Last name\nMette,Sørensen')).toEqual([{ name: 'Mette Sørensen' }]);
    expect(await read('Имя,Почта\nВера Ёлкина,v@x.example')).toEqual([{ name: 'Вера Ёлкина', email: 'v@x.example' }]);
  });

  it('may have other columns, which are named by name or number', async () => {
    const content = 'Hvem,Hvor,Nr\nMette Sørensen,reception,17';
    expect(await read(content, 'csv', { name: 'hvem', department: '2', id: 'NR' })).toEqual([
      { name: 'Mette Sørensen', id: '17', department: 'reception' },
    ]);
    expect(await refuse(content, 'csv', { name: 'Who' })).toBe('--name-column: the file has no such column.');
  });

  it('may be JSON: objects, names, or an object with the list', async () => {
    const { department, ...rest } = mette;
    expect(
      await read(JSON.stringify([{ fullName: mette.name, email: mette.email, employeeId: 17, afdeling: department }]), 'json'),
    ).toEqual([mette]);
    expect(await read(JSON.stringify({ count: 1, people: [rest] }), 'json')).toEqual([rest]);
    expect(await read('["Mette Sørensen"]', 'json')).toEqual([{ name: 'Mette Sørensen' }]);
  });

  it('may be JSON whose entries lack fields, have null for them, or call them otherwise', async () => {
    const people = [{ who: 'Mette', mail: 'm@a.dk' }, { who: 'Lars' }, { mail: 'x@a.dk', who: null }, {}];
    const expected = [{ name: 'Mette', email: 'm@a.dk' }, { name: 'Lars' }, { name: '', email: 'x@a.dk' }];
    expect(await read(JSON.stringify(people), 'json', { name: 'who', email: 'mail' })).toEqual(expected);
    expect(await read(JSON.stringify(people), 'json', { name: '1', email: '2' })).toEqual(expected);
    expect(await read('[{"name": null, "email": "a@x.dk"}, {"navn": "Mette"}, "Lars"]', 'json')).toEqual([
      { name: '', email: 'a@x.dk' },
      { name: 'Mette' },
      { name: 'Lars' },
    ]);
    expect(await refuse(JSON.stringify(people), 'json', { name: 'who', id: 'number' })).toContain(
      '--id-column: the file has no such column',
    );
    expect(await refuse('[{"email": "a@x.dk"}, {"email": null}]', 'json')).toContain('row 1 names no column of names');
  });

  it('may be JSON in which every entry has a field of its own', async () => {
    const people = Array.from({ length: 100_000 }, (_, index) => ({ name: `Mette ${index}`, [`field ${index}`]: index }));
    expect(await read(JSON.stringify(people), 'json')).toHaveLength(people.length);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    [
      'no column of names',
      'Phone,City\n70305050,Copenhagen',
      'row 1 names no column of names (name, navn, ФИО or similar); give it with --name-column, by its name or number',
    ],
    ['a formula', 'name,email\nMette Sørensen,\n=CONCAT(A1;B1),', 'row 3 has a formula; save the file with values'],
    ['a formula that failed', 'name,email\n#N/A,ms@x.example', 'row 2 has a formula that failed; correct it, or clear the cell'],
    ['a quote that is not closed', 'name,email\n"Mette Sørensen,ms@x.example\nLars,', 'a quote is not closed near line'],
    ['no rows', 'name,email\n', 'it has no people'],
    ['an empty list', '[]', 'it has no people'],
    ['broken JSON', '[{"name": "Mette"', 'it begins like JSON, and is not valid JSON'],
    ['JSON without people', '[{"name": "Mette Holm"}, 3]', 'entry 2 must be an object with a name, or a name'],
  ])('%s is said with its row', async (_, content, problem) => {
    expect(await refuse(content)).toContain(`The file of people: ${problem}`);
  });

  it('a spreadsheet of an old format is said how to save', async () => {
    expect(await refuse(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'xls')).toMatch(
      /spreadsheet of an old format, or one with a password; save it as CSV \(in Excel: File, Save as, "CSV UTF-8"\)/,
    );
  });

  it('binary data is told from text', async () => {
    expect(await refuse(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))).toContain('it is binary data, not text');
  });

  it('two encodings in one file are said with the line', async () => {
    const mixed = Buffer.concat([Buffer.from('name\nMette Sørensen\n'), encode('Søren Kjær\n', 'windows-1252')]);
    expect(await refuse(mixed)).toContain('it mixes two encodings: line 3 is not UTF-8, other lines are; save it in one');
  });

  it('200,000 rows are too many, and 100,000 are not', async () => {
    const rows = (count: number) => `name\n${'Mette Sørensen\n'.repeat(count)}`;
    expect(await refuse(rows(200_000))).toBe('The file of people: it has more than 100,000 rows; split it at row 100,002.');
    expect(await read(rows(100_000))).toHaveLength(100_000);
  });

  it('never has its content in the message', async () => {
    for (const content of ['secret-1\nsecret-2', 'name\n=secret()', '{"a": "secret"', '[["secret"]]', 'name\n"secret'])
      expect(await refuse(content)).not.toContain('secret');
  });

  it('may not exist, or be a folder', async () => {
    const path = join(folder, 'none.csv');
    expect((await catchError(readPeopleFile(path, {}))).message).toBe(`The file of people: "${path}" does not exist.`);
    expect((await catchError(readPeopleFile(folder, {}))).message).toBe(`The file of people: "${folder}" is a folder.`);
  });
});
