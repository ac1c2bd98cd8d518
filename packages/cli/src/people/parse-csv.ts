// Parses CSV and TSV into rows of cells, with the delimiter that the file uses.
import { CsvError, parse } from 'csv-parse/sync';
import { fileError } from './file-error.ts';

const delimiters = [';', ',', '\t', '|'] as const;

/** Lines that are looked at for the delimiter. */
const sampledLines = 20;

/** Characters of one row, against a quote that is never closed. */
const maxRowChars = 100_000;

/** Parses at most `maxRows` rows; `isTabbed`: the file's name says that tabs delimit its cells. Throws `input` with the row. */
export function parseCsvRows(content: string, isTabbed: boolean, maxRows: number): string[][] {
  // Excel's own line: `sep=;`.
  const [separatorLine, separator] = /^sep=(.)\r?\n/i.exec(content) ?? [];
  const body = separatorLine === undefined ? content : content.slice(separatorLine.length);
  try {
    return parse(body, {
      delimiter: separator ?? (isTabbed ? '\t' : findDelimiter(body)),
      relaxColumnCount: true,
      relaxQuotes: true,
      trim: true,
      maxRecordSize: maxRowChars,
      to: maxRows,
    });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const row = typeof thrown.lines === 'number' ? ` near line ${thrown.lines}` : '';
    throw fileError(`a quote is not closed${row}`);
  }
}

/** The delimiter that cuts the first lines into the same number of cells, more than one; a comma if none does. */
function findDelimiter(content: string): string {
  const lines = content
    .split(/\r?\n|\r/, sampledLines)
    .map(line => line.replace(/"[^"]*"/g, ''))
    .filter(line => line.trim() !== '');
  const score = (delimiter: string) => {
    const [first = 0, ...others] = lines.map(line => line.split(delimiter).length - 1);
    return first === 0 ? 0 : 1 + others.filter(count => count === first).length;
  };
  return delimiters.reduce((best: string, candidate) => (score(candidate) > score(best) ? candidate : best), ',');
}
