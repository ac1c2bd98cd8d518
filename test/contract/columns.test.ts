// Every column of a question is described, for help and docs.
import { historyQuestions } from '@linekeeper/history';
import { columnDescriptions, questions } from '@linekeeper/questions';
import { expect, it } from 'vitest';

it('every column of a question has a description, and no other has one', () => {
  const columns = new Set([...questions, ...historyQuestions].flatMap(question => question.columns));
  expect(Object.keys(columnDescriptions).sort()).toEqual([...columns].sort());
});
