// Every operation against its fixture: the exact requests, the exact result, and no secrets in it.
import { createListTool, type Operation } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Fixture,
  type FixtureCase,
  type FixtureStep,
  getSteps,
  listDeclaredNames,
  listProvidedNames,
  readFixtures,
} from '../fixtures/fixture.ts';
import { type FixtureServer, serializeVisible, startFixtureServer, type TurnResult, toLines } from './fixture-server.ts';

const fixtures = readFixtures();
const pairs = operations.map(operation => ({
  operation,
  name: operation.name,
  fixture: fixtures.find(one => one.operation === operation.name) ?? { operation: operation.name, source: { page: '' }, cases: [] },
}));

/** Requests that make sure that a list ended: one beyond it, and one for its last row before or behind that, where pages may be short. */
const maxConfirmations = 3;

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

const containingWords = (list: readonly string[][]) =>
  list.map(words => expect.toSatisfy((text: unknown) => words.every(word => String(text).includes(word))));

/** Compares the tool result with the fixture. */
function expectResult(result: TurnResult, { answer }: FixtureStep): void {
  if (answer === undefined) return;
  const { next_cursor, warnings, ...rest } = answer;
  const { next_cursor: cursor, warnings: actualWarnings = [], ...content } = result.outcome?.content ?? {};
  expect({ ...content, error: result.error?.displayMessage }).toEqual({ account: 'fixture', ...rest, error: undefined });
  expect(actualWarnings).toEqual(containingWords(warnings));
  expect(typeof cursor).toBe(next_cursor ? 'string' : 'undefined');
}

/** Compares the lines with the fixture, strictly: additional fields fail. */
function expectLines(operation: Operation, result: TurnResult, { lines }: FixtureStep): void {
  if (lines === undefined) return;
  const [provider] = operation.name.split('_');
  expect(toLines(operation, result)).toStrictEqual(lines.map(line => ({ account: 'fixture', provider, ...line })));
}

function expectError({ error, outcome }: TurnResult, { error: expected }: FixtureStep): void {
  if (expected === undefined) return;
  const { words, ...rest } = expected;
  const { message = '', provider: _provider, account: _account, ...data } = error?.toData() ?? {};
  expect({ ...data, outcome }).toEqual({ ...rest, outcome: undefined });
  for (const word of words) expect(message).toContain(word);
}

/** The secrets of the fixture and the credentials of its account. */
function listSecrets({ account, secrets }: FixtureCase, keys: readonly string[]): string[] {
  return [...secrets, ...keys.map(key => account[key]).filter(value => typeof value === 'string')];
}

describe('a fixture', () => {
  it('exists for every operation, and for nothing else', () => {
    expect(fixtures.map(({ operation }) => operation).sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  it.each(fixtures)('of $operation expects a result or an error of each tool call', ({ cases }: Fixture) => {
    for (const one of cases.flatMap(getSteps)) expect([one.answer, one.error].filter(Boolean)).toHaveLength(1);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(pairs)('of $name uses every parameter in a successful tool call', ({ operation, fixture }) => {
    const used = fixture.cases.flatMap(getSteps).flatMap(({ input, answer }) => (answer === undefined ? [] : Object.keys(input)));
    expect([...new Set(used)].sort()).toEqual(Object.keys(createListTool(operation).inputSchema.properties ?? {}).sort());
  });

  it.each(pairs)('of $name has lines in at least three cases, made from complete rows, if its rows are lines', ({ operation, fixture }) => {
    const lined = fixture.cases.flatMap(getSteps).filter(({ lines }) => lines !== undefined);
    for (const { input, answer, lines } of lined) {
      expect(input).toMatchObject({ response_format: 'detailed' });
      expect(Object.keys(input)).not.toContain('fields');
      expect(lines).toHaveLength(answer?.returned ?? -1);
    }
    expect(lined.length).toSatisfy(count => (operation.line === undefined ? count === 0 : count >= 3));
  });

  it.each(pairs)('of $name has every field of the row in a response', ({ operation, fixture }) => {
    const missing = (full: boolean) => {
      const found = listProvidedNames(operation, fixture, full);
      const shape = full ? operation.fullRow : operation.row;
      return listDeclaredNames(shape?.fields ?? {}).filter(name => !found.has(name));
    };
    expect({ row: missing(false), fullRow: missing(true) }).toEqual({ row: [], fullRow: [] });
  });
});

describe.concurrent.each(pairs)('$name', ({ operation, fixture }) => {
  it.each(fixture.cases)('$name', async fixtureCase => {
    const results = await server.runCase(operation, fixtureCase);
    for (const [index, turn] of getSteps(fixtureCase).entries()) {
      const result = results[index] ?? { requests: [], confirmations: [] };
      expect(result.requests).toEqual(turn.exchanges.map(({ request }) => request));
      expect(result.confirmations.length).toBeLessThanOrEqual(maxConfirmations);
      expectResult(result, turn);
      expectLines(operation, result, turn);
      expectError(result, turn);
      for (const secret of listSecrets(fixtureCase, operation.provider.credentials.flat()))
        expect(serializeVisible(result)).not.toContain(secret);
    }
  });
});
