// Reads a list of people from a CSV, TSV, JSON or Excel file. Errors name the row, never its content.
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { LinekeeperError, pluralize, stripControlCharacters } from '@linekeeper/core';
import { expandHome } from '@linekeeper/core/node';
import type { Person } from '@linekeeper/questions';
import { decodeText, isArchive } from './decode-text.ts';
import { fileError } from './file-error.ts';
import { parseCsvRows } from './parse-csv.ts';
import { type ColumnNames, type Columns, type FileRow, findColumns, requireColumns, toPerson } from './person-columns.ts';

/** The most people of a file, and its largest size. */
const maxPeople = 100_000;
const maxFileBytes = 64 * 2 ** 20;

/** Reads the people of a file; `-` reads `input`, if there is one. Throws `input` for a file that cannot be read, with the row. */
export async function readPeopleFile(path: string, names: ColumnNames, input?: Readable): Promise<Person[]> {
  const bytes = path === '-' && input !== undefined ? await buffer(input) : await readBytes(path);
  const people = isArchive(bytes) ? await readWorkbook(bytes, names) : readText(bytes, path, names);
  if (people.length === 0) throw fileError('it has no people');
  return people;
}

async function readWorkbook(bytes: Uint8Array, names: ColumnNames): Promise<Person[]> {
  const { readWorkbookRows } = await import('./read-workbook.ts');
  return readRows(await readWorkbookRows(bytes, maxPeople + 2), names);
}

function readText(bytes: Uint8Array, path: string, names: ColumnNames): Person[] {
  const content = decodeText(bytes).replace(/^\ufeff/, '');
  if (/^\s*[[{]/.test(content)) return readJson(content, names);
  const rows = parseCsvRows(content, path.toLowerCase().endsWith('.tsv'), maxPeople + 2);
  return readRows(
    rows.map((cells, index) => ({ number: index + 1, cells })),
    names,
  );
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    await using file = await open(expandHome(path));
    const { size } = await file.stat();
    if (size > maxFileBytes) throw fileError(`it is larger than ${maxFileBytes / 2 ** 20} MiB`);
    return await file.readFile();
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    const problem = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
    throw fileError(`"${stripControlCharacters(path)}" ${problem}`);
  }
}

/** The first row has the names of the columns. */
function readRows([header, ...rows]: readonly FileRow[], names: ColumnNames): Person[] {
  if (header === undefined) return [];
  if (rows.length > maxPeople) throw tooManyError();
  const columns = requireColumns(header.cells, names, header.number);
  return rows.flatMap(({ cells, number }) => toPerson(cells, columns, number) ?? []);
}

const tooManyError = () =>
  fileError(`it has more than ${maxPeople.toLocaleString('en-US')} rows; split it at row ${(maxPeople + 2).toLocaleString('en-US')}`);

/** An entry may lack any of the columns that others have. */
function readJson(content: string, names: ColumnNames): Person[] {
  const entries = getEntries(parseJson(content));
  if (entries.length === 0) return [];
  if (entries.length > maxPeople) throw tooManyError();
  const rows = entries.map((entry, index) => {
    const row = typeof entry === 'string' ? { name: entry } : toFields(entry);
    if (row === undefined) throw fileError(`entry ${index + 1} must be an object with a name, or a name`);
    return row;
  });
  const header = [...new Set(rows.flatMap(Object.keys))];
  const keys = nameKeys(header, requireColumns(header, names), names);
  return rows.flatMap((row, index) => toPerson(Object.values(row), findColumns(Object.keys(row), keys), index + 1) ?? []);
}

/** The keys of the columns that the user named: a number counts the keys of the whole list, some of which an entry may lack. */
const nameKeys = (header: readonly string[], columns: Columns, names: ColumnNames): ColumnNames =>
  // The keys of the options are columns.
  Object.fromEntries(Object.keys(names).map(column => [column, header[columns[column as keyof ColumnNames] ?? -1] ?? '']));

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw fileError('it begins like JSON, and is not valid JSON');
  }
}

/** A list, or an object with one list, as some systems export it. */
function getEntries(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json;
  const lists = Object.values(Object(json)).filter(value => Array.isArray(value));
  const [only] = lists;
  if (only === undefined || lists.length > 1)
    throw fileError(`it must be a list of people; it has ${lists.length} ${pluralize('list', lists.length)}`);
  return only;
}

/** The texts and numbers of an object, which are the cells of its row; null is an empty one. */
function toFields(entry: unknown): Record<string, string> | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const fields = Object.entries(entry).filter(([, value]) => value === null || typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(fields.map(([name, value]) => [name, String(value ?? '')]));
}
