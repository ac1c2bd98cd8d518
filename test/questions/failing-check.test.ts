// A check that throws is skipped, and the others go on.
import { buildLine, createAccountRegistry, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import type { Check, Search } from '../../packages/questions/src/audit/check.ts';
import { createKeyReader } from '../../packages/questions/src/audit/finding-cursor.ts';
import { findSkippedChecks } from '../../packages/questions/src/audit/findings.ts';
import { openRegistration } from '../../packages/questions/src/audit/owner-checks.ts';
import { CheckRuns } from '../../packages/questions/src/audit/run-checks.ts';
import { listSources, type SourceResult } from '../../packages/questions/src/lines/source.ts';
import * as healthy from './healthy-rows.ts';

const accounts = readAccounts({ TELECOMX_TOKEN: 'fake-token' }, providers);
const sources = listSources(accounts, true);
const context = { registry: createAccountRegistry(accounts, undiciRuntime()), deadline: { at: Number.POSITIVE_INFINITY } };

function throwAlways(): never {
  throw new RangeError('Maximum call stack size exceeded');
}

describe('a check that throws', () => {
  it.each<[string, Search]>([
    ['while lines are read', { add: throwAlways }],
    ['while lines are compared', { add: () => undefined, compare: throwAlways }],
  ])('%s is skipped and logged, and the others go on', (_, search) => {
    const source = sources.find(({ operation }) => operation.kind === 'sip_phone');
    if (source === undefined) throw new Error('no list of phones');
    const failing: Check = { ...openRegistration, code: 'no_owner', find: () => search };
    const logged: string[] = [];
    const runs = new CheckRuns([failing, openRegistration], sources, {
      matches: () => true,
      readKey: createKeyReader(sources, context),
      page: { limit: 25, marks: '' },
      log: message => logged.push(message),
    });
    const row = { ...healthy.phone, ip: { mode: 'OPEN' } };
    const item = { line: buildLine(source.operation, source.account.name, row), row, operation: source.operation };
    runs.createConsumer(source, [failing, openRegistration]).add([item, item]);
    const result: SourceResult = {
      source,
      lineCount: 2,
      start: { offset: 0 },
      end: { offset: 2 },
      reachedEnd: true,
      hasMore: false,
      warnings: [],
      seenFields: new Set(['ip', 'ip.mode']),
    };
    const found = runs.finish(() => [result]);
    expect(found.get('no_owner')).toEqual([]);
    expect(found.get('open_registration')?.map(({ count }) => count)).toEqual([2, 0]);
    expect(findSkippedChecks(failing, [result], runs.getFailure(failing))).toEqual([
      { account: 'telecomx', check: 'no_owner', reason: 'internal: Internal error. The log has the details.' },
    ]);
    expect(runs.getFailure(openRegistration)).toBeUndefined();
    expect(logged).toEqual([expect.stringContaining('RangeError: Maximum call stack size exceeded')]);
  });
});
