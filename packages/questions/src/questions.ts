// The questions over all accounts, in the order in which tools are listed.
import type { Question } from '@linekeeper/core';
import { auditLines } from './audit/audit-lines.ts';
import { findNumber } from './find-number.ts';
import { listAccounts } from './list-accounts.ts';
import { listLines } from './list-lines.ts';
import { summarizeLines } from './summarize-lines.ts';

export const questions: readonly Question[] = [listLines, findNumber, auditLines, summarizeLines, listAccounts];
