// Every operation against its fixture: the exact requests, the exact answer, and no secret in sight.
import { listTool, type Operation } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, declared, type Fixture, provided, readFixtures, type Turn, turnsOf } from '../fixtures/fixture.ts';
import { linesOf, openStage, type Played, type Stage, visible } from './fixture-server.ts';

const fixtures = readFixtures();
const pairs = operations.map(operation => ({
  operation,
  name: operation.name,
  fixture: fixtures.find(one => one.operation === operation.name) ?? { operation: operation.name, source: { page: '' }, cases: [] },
}));

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const phrases = (list: readonly string[][]) =>
  list.map(words => expect.toSatisfy((text: unknown) => words.every(word => String(text).includes(word))));

/** The answer as the fixture writes it down. */
function expectAnswer(played: Played, { answer }: Turn): void {
  if (answer === undefined) return;
  const { next_cursor, warnings, ...rest } = answer;
  const { next_cursor: cursor, warnings: said = [], ...content } = played.outcome?.content ?? {};
  expect({ ...content, error: played.error?.sentence }).toEqual({ account: 'fixture', ...rest, error: undefined });
  expect(said).toEqual(phrases(warnings));
  expect(typeof cursor).toBe(next_cursor ? 'string' : 'undefined');
}

/** The lines as the fixture writes them down, no field too many. */
function expectLines(operation: Operation, played: Played, { lines }: Turn): void {
  if (lines === undefined) return;
  const [provider] = operation.name.split('_');
  expect(linesOf(operation, played)).toStrictEqual(lines.map(line => ({ account: 'fixture', provider, ...line })));
}

function expectError({ error, outcome }: Played, { error: expected }: Turn): void {
  if (expected === undefined) return;
  const { words, ...rest } = expected;
  const { message = '', provider: _provider, account: _account, ...data } = error?.toData() ?? {};
  expect({ ...data, outcome }).toEqual({ ...rest, outcome: undefined });
  for (const word of words) expect(message).toContain(word);
}

/** What was planted, and what opens the account. */
function secretsOf({ account, secrets }: Case, keys: readonly string[]): string[] {
  return [...secrets, ...keys.map(key => account[key]).filter(value => typeof value === 'string')];
}

describe('a fixture', () => {
  it('exists for every operation, and for nothing else', () => {
    expect(fixtures.map(({ operation }) => operation).sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  it.each(fixtures)('of $operation expects an answer or an error of each turn', ({ cases }: Fixture) => {
    for (const one of cases.flatMap(turnsOf)) expect([one.answer, one.error].filter(Boolean)).toHaveLength(1);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(pairs)('of $name uses every parameter in a question that is answered', ({ operation, fixture }) => {
    const used = fixture.cases.flatMap(turnsOf).flatMap(({ input, answer }) => (answer === undefined ? [] : Object.keys(input)));
    expect([...new Set(used)].sort()).toEqual(Object.keys(listTool(operation).inputSchema.properties ?? {}).sort());
  });

  it.each(pairs)('of $name has lines in three cases or more, made of whole rows, where rows are lines', ({ operation, fixture }) => {
    const lined = fixture.cases.flatMap(turnsOf).filter(({ lines }) => lines !== undefined);
    for (const { input, answer, lines } of lined) {
      expect(input).toMatchObject({ response_format: 'detailed' });
      expect(Object.keys(input)).not.toContain('fields');
      expect(lines).toHaveLength(answer?.returned ?? -1);
    }
    expect(lined.length).toSatisfy(count => (operation.line === undefined ? count === 0 : count >= 3));
  });

  it.each(pairs)('of $name has every field of the row in a response', ({ operation, fixture }) => {
    const missing = (full: boolean) => {
      const found = provided(operation, fixture, full);
      const shape = full ? operation.fullRow : operation.row;
      return declared(shape?.fields ?? {}).filter(name => !found.has(name));
    };
    expect({ row: missing(false), fullRow: missing(true) }).toEqual({ row: [], fullRow: [] });
  });
});

describe.concurrent.each(pairs)('$name', ({ operation, fixture }) => {
  it.each(fixture.cases)('$name', async one => {
    const played = await stage.play(operation, one);
    for (const [index, turn] of turnsOf(one).entries()) {
      const seen = played[index] ?? { requests: [] };
      expect(seen.requests).toEqual(turn.exchanges.map(({ request }) => request));
      expectAnswer(seen, turn);
      expectLines(operation, seen, turn);
      expectError(seen, turn);
      for (const secret of secretsOf(one, operation.provider.credentials.flat())) expect(visible(seen)).not.toContain(secret);
    }
  });
});
