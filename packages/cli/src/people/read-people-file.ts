// Reads a list of people from a CSV, TSV or JSON file. Errors name the row, never its content.
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { LinekeeperError, pluralize } from '@linekeeper/core';
import type { Person } from '@linekeeper/questions';
import { decodeText } from './decode-text.ts';
import { fileError } from './file-error.ts';
import { parseCsvRows } from './parse-csv.ts';
import { type ColumnNames, type FileRow, findColumns, hasPersonColumn, toPerson } from './person-columns.ts';

/** The most people of a file, and its largest size. */
const maxPeople = 100_000;
const maxFileBytes = 64 * 2 ** 20;

/** Reads the people of a file; `-` reads `input`, if there is one. Throws `input` for a file that cannot be read, with the row. */
export async function readPeopleFile(path: string, names: ColumnNames, input?: Readable): Promise<Person[]> {
  const bytes = path === '-' && input !== undefined ? await buffer(input) : await readBytes(path);
  const content = decodeText(bytes).replace(/^\ufeff/, '');
  const people = /^\s*[[{]/.test(content) ? readJson(content, names) : readCsv(content, path, names);
  if (people.length === 0) throw fileError('it has no people');
  return people;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    if (size > maxFileBytes) throw fileError(`it is larger than ${maxFileBytes / 2 ** 20} MiB`);
    return await file.readFile();
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) throw thrown;
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    throw fileError(code === 'ENOENT' ? 'it does not exist' : code === 'EISDIR' ? 'it is a folder' : 'it cannot be read');
  }
}

function readCsv(content: string, path: string, names: ColumnNames): Person[] {
  const [header = [], ...rows] = parseCsvRows(content, path.toLowerCase().endsWith('.tsv'), maxPeople + 2);
  if (rows.length > maxPeople) throw tooManyError();
  const columns = findColumns(header, names);
  return rows.flatMap((cells, index) => toPerson(cells, columns, index + 2) ?? []);
}

const tooManyError = () =>
  fileError(`it has more than ${maxPeople.toLocaleString('en-US')} rows; split it at row ${(maxPeople + 2).toLocaleString('en-US')}`);

function readJson(content: string, names: ColumnNames): Person[] {
  const entries = getEntries(parseJson(content));
  if (entries.length > maxPeople) throw tooManyError();
  return entries.flatMap((entry, index) => {
    const row: FileRow | undefined = typeof entry === 'string' ? { header: ['name'], cells: [entry] } : toFileRow(entry);
    if (row === undefined) throw fileError(`entry ${index + 1} must be an object with a name, or a name`);
    const columns = findColumns(row.header, names, index + 1);
    return toPerson(row.cells, columns, index + 1) ?? [];
  });
}

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

function toFileRow(entry: unknown): FileRow | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  const fields = Object.entries(entry).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const row = { header: fields.map(([name]) => name), cells: fields.map(([, value]) => String(value)) };
  return hasPersonColumn(row.header) || fields.length > 0 ? row : undefined;
}
