// Reads the rows of a result in columns as the objects that they stand for.
import { isJsonObject, type JsonObject, readArray } from './json-values.ts';

/** The entries of a list: its objects, and those that its tables stand for. A row that is not a list of values is left out. */
export const readEntries = (content: JsonObject, name: string): readonly unknown[] =>
  readArray(content, name).flatMap((entry: unknown) =>
    isJsonObject(entry) && Array.isArray(entry.columns) && Array.isArray(entry.rows) ? expandTable(entry) : [entry],
  );

/** The fields beside `columns` and `rows` are those of every row. A missing value is null or undefined, which is not shown. */
const expandTable = ({ columns, rows, ...shared }: JsonObject): unknown[] =>
  readArray({ rows }, 'rows')
    .filter(Array.isArray)
    .map((row: unknown[]) => ({
      ...shared,
      ...Object.fromEntries(readArray({ columns }, 'columns').map((name, index) => [String(name), row[index]])),
    }));
