// All tools, in the order in which they are listed.
import { createListTool, createQuestionTool, getPreparedSchemas, type ListTool, type Question, type Tool } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { auditLines } from './audit/audit-lines.ts';
import { findNumber } from './find-number.ts';
import { listAccounts } from './list-accounts.ts';
import { listLines } from './list-lines.ts';
import { comparePeople } from './people/compare-people.ts';
import { summarizeLines } from './summarize-lines.ts';

/** The questions over all accounts, in the order in which their tools are listed. */
export const questions: readonly Question[] = [listLines, findNumber, auditLines, summarizeLines, listAccounts, comparePeople];

/** One tool for each list operation of a provider. */
export const listTools: readonly ListTool[] = operations.map(operation =>
  createListTool(operation, { schemas: getPreparedSchemas(operation.name) }),
);

/** One tool for each question. */
export const questionTools: readonly Tool[] = questions.map(question =>
  createQuestionTool(question, { schemas: getPreparedSchemas(question.name) }),
);

/** Every tool: the lists of the providers first, then the questions. */
export const tools: readonly Tool[] = [...listTools, ...questionTools];
