// The tools of the history, listed where one is kept.
import { createQuestionTool, getPreparedSchemas, type Question, type Tool } from '@linekeeper/core';
import { listChanges } from './list-changes.ts';

/** The questions over the history, in the order in which their tools are listed. */
export const historyQuestions: readonly Question[] = [listChanges];

/** One tool for each question over the history. */
export const historyTools: readonly Tool[] = historyQuestions.map(question =>
  createQuestionTool(question, { schemas: getPreparedSchemas(question.name) }),
);
