// Recognizes the columns of a list of people by their usual names in English, Danish and Russian.
import { LinekeeperError } from '@linekeeper/core';
import type { Person } from '@linekeeper/questions';
import { fileError } from './file-error.ts';

/** What a column may hold; a full name may be in parts. */
type PersonColumn = 'name' | 'given' | 'middle' | 'family' | 'email' | 'id' | 'department';

/** Names that the user gave to columns, or their numbers from 1. */
export type ColumnNames = Partial<Record<'name' | 'email' | 'id' | 'department', string>>;

/** A row of a file, counted from 1. */
export interface FileRow {
  number: number;
  cells: readonly string[];
}

/** The position of each column that was found. */
export type Columns = { [Column in PersonColumn]?: number | undefined };

const usualNames: Readonly<Record<PersonColumn, string>> = {
  name: 'name, full name, display name, employee, employee name, person, navn, fulde navn, fuldt navn, medarbejder, medarbejdernavn, фио, ф и о, полное имя, сотрудник, имя сотрудника, фамилия имя отчество',
  given: 'first name, given name, forename, fornavn, имя',
  middle: 'middle name, mellemnavn, отчество',
  family: 'last name, family name, surname, efternavn, фамилия',
  email:
    'email, e mail, mail, email address, e mail address, mail address, work email, user principal name, mailadresse, e mailadresse, почта, электронная почта, эл почта, адрес электронной почты, email адрес, имейл',
  id: 'id, employee id, employee number, employee no, personnel number, staff id, person id, medarbejdernr, medarbejdernummer, medarbejder id, lønnummer, lønnr, табельный номер, таб номер, таб №, табельный №, ид, id сотрудника, код сотрудника',
  department: 'department, dept, team, unit, afdeling, enhed, отдел, подразделение, департамент',
};

const normalize = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№]+/gu, ' ')
    .trim();

const columnsByName: ReadonlyMap<string, PersonColumn> = new Map(
  // Every key is a column, by the type of the object.
  (Object.entries(usualNames) as [PersonColumn, string][]).flatMap(([column, names]) =>
    names.split(', ').flatMap((name): [string, PersonColumn][] => [
      [name, column],
      [name.replaceAll(' ', ''), column],
    ]),
  ),
);

const recognize = (name: string): PersonColumn | undefined => columnsByName.get(normalize(name));

/** Finds the columns that there are, by the given names, then by the usual ones. */
export function findColumns(header: readonly string[], names: ColumnNames): Columns {
  const columns: Columns = {};
  for (const [position, name] of header.entries()) {
    const column = recognize(name);
    if (column !== undefined) columns[column] ??= position;
  }
  // The keys of the options are columns.
  for (const [column, name] of Object.entries(names)) columns[column as keyof ColumnNames] = findColumn(header, name);
  // Without a family name, a column called Имя holds the whole name.
  if (columns.name === undefined && columns.given !== undefined && columns.family === undefined) columns.name = columns.given;
  return columns;
}

/** Finds the columns of a list. Throws `input` without a column of names, or without a given one; `row` is where the header stands. */
export function requireColumns(header: readonly string[], names: ColumnNames, row = 1): Columns {
  const columns = findColumns(header, names);
  // The keys of the options are columns.
  const missing = Object.keys(names).find(column => columns[column as keyof ColumnNames] === undefined);
  if (missing !== undefined)
    throw new LinekeeperError('input', `--${missing}-column: the file has no such column.`, { field: `${missing}_column` });
  if (columns.name !== undefined || columns.family !== undefined) return columns;
  throw fileError(`row ${row} names no column of names (name, navn, ФИО or similar); give it with --name-column, by its name or number`);
}

function findColumn(header: readonly string[], name: string): number | undefined {
  const position = header.findIndex(candidate => normalize(candidate) === normalize(name));
  if (position >= 0) return position;
  return /^[1-9]\d{0,2}$/.test(name) && Number(name) <= header.length ? Number(name) - 1 : undefined;
}

/** Cells that a spreadsheet computes; a file should hold their values. An id may be negative, a phone number may have a plus. */
const formula = /^[=@]|^[+-](?!\d)./;

/** What spreadsheets show for a formula that failed. */
const failedFormula = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!)$/;

/** Reads the person of a row; undefined for an empty one. Throws `input` for a formula, and for one that failed. */
export function toPerson(cells: readonly string[], columns: Columns, row: number): Person | undefined {
  const read = (column: PersonColumn): string | undefined => {
    const position = columns[column];
    const cell = position === undefined ? '' : (cells[position] ?? '').trim();
    if (formula.test(cell)) throw fileError(`row ${row} has a formula; save the file with values`);
    if (failedFormula.test(cell)) throw fileError(`row ${row} has a formula that failed; correct it, or clear the cell`);
    return cell === '' ? undefined : cell;
  };
  const [email, id, department] = [read('email'), read('id'), read('department')];
  const name = read('name') ?? [read('given'), read('middle'), read('family')].filter(part => part !== undefined).join(' ');
  if (name === '' && email === undefined && id === undefined) return undefined;
  return { name, ...(email !== undefined && { email }), ...(id !== undefined && { id }), ...(department !== undefined && { department }) };
}
