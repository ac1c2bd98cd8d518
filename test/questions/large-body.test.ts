// A body of 30 MB: while it arrives, calls of other accounts are answered, and the event loop turns.
import { createJsonBudget } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { createPhoneList, repeatToLarge, startLargeProvider } from '../core/large-response.ts';
import { createRegistry, createTool, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();

const pieceCount = 12;
const longNumber = '12345678901234567890';

/** Bodies by what they are, the digits before the ids of their rows, and whether they are lists. */
const bodies: readonly (readonly [string, string, string, boolean])[] = [
  ['long rows', createPhoneList('1'), '1', true],
  ['long rows with ids of 20 digits', createPhoneList(longNumber), longNumber, true],
  ['one text', `{"error":"${repeatToLarge('x')}"}`, '', false],
];

describe('a body of 30 MB', () => {
  it.each(bodies)('of %s holds up no other account: a call is answered before each piece of it', { timeout: 120_000 }, async (...body) => {
    const [, text, idDigits, isList] = body;
    let answered = 0;
    let onAnswered = () => {};
    const waitForAnswers = async (count: number) => {
      while (answered < count)
        await new Promise<void>(resolve => {
          onAnswered = resolve;
        });
    };
    let finished = 0;
    const large = await startLargeProvider(idDigits, async response => {
      const pieceChars = Math.ceil(text.length / pieceCount);
      for (let piece = 0; piece < pieceCount; piece++) {
        await waitForAnswers(piece + 1);
        response.write(text.slice(piece * pieceChars, (piece + 1) * pieceChars));
      }
      response.end(() => finished++);
    });
    const registry = createRegistry([large, ...sandbox.accounts]);
    const list = async (account: string, limit: number) => {
      const context = { registry, deadline: { at: Date.now() + 100_000 }, budget: createJsonBudget() };
      return (await createTool('list_lines').run({ account: [account], kind: ['sip_phone'], limit }, context)).content;
    };
    let isReading = true;
    let turns = 0;
    const countTurn = () => {
      turns++;
      if (isReading) setImmediate(countTurn);
    };
    countTurn();
    const reading = list('large', 500).finally(() => {
      isReading = false;
    });
    while (isReading) {
      expect(await list('copenhagen', 1)).toMatchObject({ returned: 1, accounts: [{ account: 'copenhagen' }] });
      answered++;
      onAnswered();
    }
    const content = await reading;
    const [outcome] = Array.isArray(content.accounts) ? content.accounts : [];
    if (isList) expect(content.lines).toMatchObject({ 0: { id: `${idDigits}0` }, 100: { id: `${idDigits}100` } });
    if (isList) expect(outcome).not.toHaveProperty('error');
    else expect(outcome).toMatchObject({ account: 'large', returned: 0, error: expect.stringMatching(/^malformed/) });
    expect(finished).toBeGreaterThan(0);
    expect(answered).toBeGreaterThanOrEqual(pieceCount);
    expect(turns).toBeGreaterThan(pieceCount);
  });
});
