// The form of an answer's content: a list of objects, or columns, which cost a model half the tokens.
import * as z from 'zod';
import { type Environment, readVariable } from '../accounts/environment.ts';
import { type ErrorCode, LinekeeperError } from '../errors.ts';
import type { Input } from '../model/provider.ts';

/** Every form of an answer. */
const answerForms = ['objects', 'columns'] as const;
/** One of `answerForms`. */
export type AnswerForm = (typeof answerForms)[number];

/** The form of the answers of a server whose callers ask for none, from `LINEKEEPER_ANSWERS`. Throws `config` for an unknown one. */
export const readAnswerForm = (environment: Environment): AnswerForm | undefined =>
  parseAnswerForm(readVariable(environment, 'LINEKEEPER_ANSWERS'), 'LINEKEEPER_ANSWERS', 'config');

/** Parses the name of a form, in any letter case; undefined without one. Throws `code`, with the name of the setting, for an unknown one. */
export function parseAnswerForm(text: string | undefined, setting: string, code: ErrorCode): AnswerForm | undefined {
  const name = text?.trim().toLowerCase() || undefined;
  const form = answerForms.find(candidate => candidate === name);
  if (name !== undefined && form === undefined) throw new LinekeeperError(code, `${setting} must be one of ${answerForms.join(', ')}.`);
  return form;
}

/** Creates the zod shape of a question's `response_format`; cursors do not depend on it. */
export const createAnswerFormShape = () => ({
  response_format: z.enum(['columns']).optional().describe('columns: half the tokens'),
});

/** True if the caller asks for columns, or for no form where columns are the default. */
export const wantsColumns = ({ response_format }: Input, defaultForm: AnswerForm | undefined): boolean =>
  response_format === 'columns' || defaultForm === 'columns';
