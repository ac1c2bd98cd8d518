// Every line as a CSV file, with a second file beside it where something is to be said of it.
import { inert, LinekeeperError, listOf, type Tool, typed } from '@linekeeper/core';
import { lineFields } from '@linekeeper/questions';
import { toolNamed } from '../server-context.ts';
import { partsOf, type Reader } from './reader.ts';

export const exportLines: Reader = async (url, { tools, call, largestFile }) => {
  const [file, ...others] = partsOf(url) ?? [];
  if (file !== 'lines.csv' || others.length > 0) return undefined;
  const listLines = toolNamed({ tools }, 'list_lines');
  const input = inputIn(url.searchParams, listLines);
  const { rows, warnings, notes = [] } = await listLines.run(input, { ...call, wanted: Number.POSITIVE_INFINITY });
  const { csvHeader, csvRows } = await import('@linekeeper/core/csv');
  const text = csvHeader(lineFields) + csvRows(lineFields, rows);
  if (Buffer.byteLength(JSON.stringify(text)) > largestFile) {
    throw new LinekeeperError('input', `${rows.length} lines are too many for one file here. Take one provider or status at a time.`);
  }
  const said = [...warnings, ...notes].map(inert);
  return { contents: [{ mimeType: 'text/csv', text }, ...(said.length > 0 ? [{ mimeType: 'text/plain', text: said.join('\n') }] : [])] };
};

/** The filters of a list as a URI writes them: a name may be there several times, and several values with commas. */
function inputIn(given: URLSearchParams, { inputSchema: { properties = {} } }: Tool): Record<string, unknown> {
  const names = [...new Set(given.keys())];
  const paging = names.find(name => name === 'limit' || name === 'cursor');
  if (paging !== undefined) throw new LinekeeperError('input', `A file has no ${paging}: it holds all lines.`, { field: paging });
  return Object.fromEntries(
    names.map(name => {
      const schema = properties[name] ?? {};
      const values = given.getAll(name);
      if (schema.type === 'array') return [name, values.flatMap(listOf)];
      // Two values of one that takes one are refused with the other arguments.
      const [only = '', ...more] = values;
      return [name, more.length > 0 ? values : typed(only, schema, name)];
    }),
  );
}
