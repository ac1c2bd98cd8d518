// The tools of this process, in the order in which they are listed.
import { defineQuestion, type ListTool, listTool, type Schemas, type Tool } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { questions } from './questions.ts';

/** Put in by the build, so that a start does not work them out; absent when run from source. */
declare const preparedSchemas: Readonly<Record<string, Schemas>> | undefined;

const schemasFor = (name: string) => ({ schemas: typeof preparedSchemas === 'undefined' ? undefined : preparedSchemas[name] });

export const listTools: readonly ListTool[] = operations.map(operation => listTool(operation, schemasFor(operation.name)));

export const questionTools: readonly Tool[] = questions.map(question => defineQuestion(question, schemasFor(question.name)));

export const tools: readonly Tool[] = [...listTools, ...questionTools];
