// The findings of a page: those that are kept while lists are read are the ones that ordering all findings would give.
import type { Line } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { compareKeys, type OrderedFinding, orderFindings } from '../../packages/questions/src/audit/finding-cursor.ts';
import { FindingList, type FindingPage, joinFindings } from '../../packages/questions/src/audit/finding-list.ts';
import fc from '../random.ts';

const line: Line = { account: 'north', provider: 'telecomx', kind: 'sip_trunk', status: 'up' };
const toFinding = (check: number, source: number, id: string): OrderedFinding => ({
  code: `check_${check}`,
  severity: 'info',
  line: { ...line, id },
  evidence: '',
  key: { check, source, id, repetition: 0 },
});

/** Findings of two checks in two lists, in the order in which they are found; many have equal ids. */
const findings = fc.array(fc.record({ check: fc.nat(1), source: fc.nat(1), id: fc.oneof(fc.nat(9), fc.nat(30_000)) }), { maxLength: 60 });

/** Finds every one of them many times over, so that lists drop what no page shows. */
const repeat = (found: readonly OrderedFinding[], times: number) => Array.from({ length: times }, () => found).flat();

function joinLists(found: readonly OrderedFinding[], page: FindingPage) {
  const lists = new Map<string, Map<number, FindingList>>();
  for (const finding of found) {
    const ofCheck = lists.get(finding.code) ?? new Map<number, FindingList>();
    const list = ofCheck.get(finding.key.source) ?? new FindingList(page);
    lists.set(finding.code, ofCheck.set(finding.key.source, list));
    list.add(finding);
  }
  return joinFindings(new Map([...lists].map(([code, ofCheck]) => [code, [...ofCheck.values()]])), page);
}

describe('the findings of a page', () => {
  it('are those of the whole order, however many are dropped, and page by page all of them', () => {
    fc.assert(
      fc.property(findings, fc.integer({ min: 1, max: 90 }), fc.constantFrom(1, 200), (drawn, limit, times) => {
        const found = repeat(
          drawn.map(({ check, source, id }) => toFinding(check, source, String(id))),
          times,
        );
        const all = orderFindings(found);
        expect(all.map(({ key }) => key)).toEqual([...new Set(all.map(({ key }) => key))].toSorted(compareKeys));
        let after: FindingPage['after'];
        for (let offset = 0; offset <= Math.min(all.length, 5 * limit); offset += limit) {
          const page = joinLists(found, { ...(after !== undefined && { after }), marks: '', limit });
          expect(page.findings).toEqual(all.slice(offset, offset + limit));
          expect(page.hasMore).toBe(offset + limit < all.length);
          expect(page.total).toBe(all.length);
          after = page.findings.at(-1)?.key;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are few in memory, also where every line has one', () => {
    const list = new FindingList({ marks: '', limit: 25 });
    for (let id = 100_000; id > 0; id--) list.add(toFinding(0, 0, String(id)));
    expect(list.count).toBe(100_000);
    expect(list.kept.length).toBeLessThan(2_000);
  });
});
