// The resource `linekeeper://export/lines.csv`: all lines as CSV, and warnings as a second, plain-text content.
import { getTool, LinekeeperError, parseArgument, splitList, stripControlCharacters, type Tool } from '@linekeeper/core';
import { parsePathSegments, type ResourceReader } from './reader.ts';

/** Takes the filters of `list_lines` as query parameters. Throws `input` for other parameters, and for a file over the size limit. */
export const exportLines: ResourceReader = async (url, { tools, toolContext, maxResourceBytes }) => {
  const [file, ...others] = parsePathSegments(url) ?? [];
  if (file !== 'lines.csv' || others.length > 0) return undefined;
  const listLines = getTool(tools, 'list_lines');
  const paging = ['limit', 'cursor'].find(name => url.searchParams.has(name));
  if (paging !== undefined) throw new LinekeeperError('input', `The export has no ${paging}: it contains all lines.`, { field: paging });
  const input = parseFilters(url.searchParams, listLines);
  const result = await listLines.run(input, { ...toolContext, rowLimit: Number.POSITIVE_INFINITY });
  const { columns, fileColumns = columns, rows } = result.table;
  const { formatCsvFile } = await import('@linekeeper/core/csv');
  const text = formatCsvFile(fileColumns, rows, { byteOrderMark: true });
  if (Buffer.byteLength(JSON.stringify(text)) > maxResourceBytes) {
    throw new LinekeeperError('input', `${rows.length} lines are too many for one file. Export one provider or status at a time.`);
  }
  const messages = [...result.warnings, ...(result.notes ?? [])].map(stripControlCharacters);
  return {
    contents: [{ mimeType: 'text/csv', text }, ...(messages.length > 0 ? [{ mimeType: 'text/plain', text: messages.join('\n') }] : [])],
  };
};

/** Parses the filters of a tool from a query string. A parameter may be repeated, and hold several comma-separated values. */
export function parseFilters(query: URLSearchParams, { inputSchema: { properties = {} } }: Tool): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map(name => {
      const schema = properties[name] ?? {};
      const values = query.getAll(name);
      if (schema.type === 'array') return [name, values.flatMap(splitList)];
      // Several values of a scalar parameter are passed on, so that the tool's validation rejects them.
      const [first = '', ...more] = values;
      return [name, more.length > 0 ? values : parseArgument(first, schema, name)];
    }),
  );
}
