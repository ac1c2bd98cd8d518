// The tools of the history, listed where one is kept.
import { createQuestionTool, type Question, type Tool, type ToolSchemas } from '@linekeeper/core';
import { listChanges } from './list-changes.ts';

/** The questions over the history, in the order in which their tools are listed. */
export const historyQuestions: readonly Question[] = [listChanges];

/** Schemas by tool name, injected by the build to save computing them at startup; undefined when run from source. */
declare const preparedSchemas: Readonly<Record<string, ToolSchemas>> | undefined;

/** One tool for each question over the history. */
export const historyTools: readonly Tool[] = historyQuestions.map(question =>
  createQuestionTool(question, { schemas: typeof preparedSchemas === 'undefined' ? undefined : preparedSchemas[question.name] }),
);
