// `linekeeper people FILE`: compares the owners of lines with a list of people in a file. Nothing of the file is stored or sent.
import { createQuestionTool, LinekeeperError } from '@linekeeper/core';
import { createPeopleQuestion } from '@linekeeper/questions';
import type { ColumnNames } from '../people/person-columns.ts';
import { readPeopleFile } from '../people/read-people-file.ts';
import { chooseFormat } from '../print/output-formats.ts';
import { type RunToolOptions, runTool } from './tool.ts';

/** The file, and the names of its columns where they are not the usual ones. */
export interface PeopleFile {
  path: string;
  columns: ColumnNames;
}

/** Reads the file, compares it, prints the result and returns the exit code. */
export async function runPeople({ path, columns }: PeopleFile, input: Record<string, unknown>, options: RunToolOptions): Promise<number> {
  if (options.columns !== undefined && chooseFormat(options.format, options.io) === 'json')
    throw new LinekeeperError('input', '--fields selects columns of a table: give --format table, csv or ndjson too.', { field: 'fields' });
  const people = await readPeopleFile(path, columns, process.stdin);
  return await runTool(createQuestionTool(createPeopleQuestion(people)), input, options);
}
