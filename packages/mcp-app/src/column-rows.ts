// Reads the rows of a result in columns as the objects that they stand for.
import { isJsonObject, type JsonObject, readArray } from './json-values.ts';

/** The entries of a list: its objects, and those that its tables stand for. A row that is not a list of values stays as it is. */
export const readEntries = (content: JsonObject, name: string): readonly unknown[] =>
  readArray(content, name).flatMap((entry: unknown) =>
    isJsonObject(entry) && Array.isArray(entry.columns) && Array.isArray(entry.rows) ? expandTable(entry) : [entry],
  );

/** The fields beside `columns` and `rows` are those of every row. */
function expandTable(table: JsonObject): unknown[] {
  const { columns: _, rows: __, ...shared } = table;
  const names = readArray(table, 'columns').map(String);
  return readArray(table, 'rows').map((row: unknown) => {
    if (!Array.isArray(row)) return row;
    const cells = names.map((name, index): [string, unknown] => [name, row[index] ?? undefined]);
    return { ...shared, ...Object.fromEntries(cells.filter(([, cell]) => cell !== undefined)) };
  });
}
