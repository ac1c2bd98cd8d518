// The tools of this process, in the order in which they are listed.
import { defineQuestion, type ListTool, listTool, type Question, type Schemas, type Tool } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { auditLines } from './audit/audit-lines.ts';
import { findNumber } from './find-number.ts';
import { listAccounts } from './list-accounts.ts';
import { listLines } from './list-lines.ts';
import { summarizeLines } from './summarize-lines.ts';

/** The questions over all accounts, in the order in which tools are listed. */
export const questions: readonly Question[] = [listLines, findNumber, auditLines, summarizeLines, listAccounts];

/** Put in by the build, so that a start does not work them out; absent when run from source. */
declare const preparedSchemas: Readonly<Record<string, Schemas>> | undefined;

const schemasFor = (name: string) => ({ schemas: typeof preparedSchemas === 'undefined' ? undefined : preparedSchemas[name] });

export const listTools: readonly ListTool[] = operations.map(operation => listTool(operation, schemasFor(operation.name)));

export const questionTools: readonly Tool[] = questions.map(question => defineQuestion(question, schemasFor(question.name)));

export const tools: readonly Tool[] = [...listTools, ...questionTools];
