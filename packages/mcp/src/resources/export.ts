// Every line as a CSV file, with a second file beside it where something is to be said of it.
import { inert, LinekeeperError, listOf, typed } from '@linekeeper/core';
import { lineFields } from '@linekeeper/questions';
import { toolNamed } from '../serving.ts';
import { partsOf, type Reader } from './reader.ts';

export const exportLines: Reader = async (url, { tools, call, largestFile }) => {
  const [file, ...others] = partsOf(url) ?? [];
  if (file !== 'lines.csv' || others.length > 0) return undefined;
  const listLines = toolNamed({ tools }, 'list_lines');
  const { properties = {} } = listLines.inputSchema;
  const input: Record<string, unknown> = {};
  for (const [name, value] of url.searchParams) {
    if (name === 'limit' || name === 'cursor')
      throw new LinekeeperError('input', `A file has no ${name}: it holds all lines.`, { field: name });
    const schema = properties[name] ?? {};
    input[name] = schema.type === 'array' ? [...toList(input[name]), ...listOf(value)] : typed(value, schema, name);
  }
  const { rows, warnings, notes = [] } = await listLines.run(input, { ...call, wanted: Number.POSITIVE_INFINITY });
  const { csvHeader, csvRows } = await import('@linekeeper/core/csv');
  const text = csvHeader(lineFields) + csvRows(lineFields, rows);
  if (text.length > largestFile) {
    throw new LinekeeperError('input', `${rows.length} lines are too many for one file here. Take one provider or status at a time.`);
  }
  const said = [...warnings, ...notes].map(inert);
  return { contents: [{ mimeType: 'text/csv', text }, ...(said.length > 0 ? [{ mimeType: 'text/plain', text: said.join('\n') }] : [])] };
};

const toList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
