// Lists that change while they are read: every row that existed throughout comes exactly once, or the answer says that it is incomplete.
import { isRecord, LinekeeperError, type ListPosition } from '@linekeeper/core';
import { afterAll, describe, expect, it } from 'vitest';
import { paginate, type RowChunk } from '../../../packages/core/src/listing/paginate.ts';
import { campaignSeed, isLongCampaign, recordFigure } from '../../campaign/settings.ts';
import fc from '../../random.ts';
import { ChangingList, growingList, type ListModel, movingList, numberedList, stillList } from './changing-list.ts';
import { identify } from './paginate-harness.ts';

/** A few hundred runs in CI, 10,000 in `pnpm campaign`. */
const runs = Number(process.env.CAMPAIGN_RUNS ?? 300);
const seed = isLongCampaign || process.env.CI !== undefined ? campaignSeed : Date.now() % 1_000_000;
const parameters = { numRuns: runs, seed };

interface Reading {
  names: string[];
  /** True if the list was read to its end, and said to be complete. */
  isComplete: boolean;
  list: ChangingList;
}

/** Reads the whole list, with a cursor after each of the model's steps. */
async function readList(model: ListModel): Promise<Reading> {
  listings++;
  const list = new ChangingList(model);
  const { pageSize, maxPageSize, pageNumbers } = model;
  const names: string[] = [];
  let position: ListPosition = { offset: 0 };
  let isComplete = false;
  for (const rowLimit of [...model.steps, Number.POSITIVE_INFINITY]) {
    let last: RowChunk | undefined;
    try {
      for await (const chunk of paginate({
        fetchPage: list.fetchPage,
        ...position,
        rowLimit,
        pageSize,
        maxPageSize,
        pageNumbers,
        identify,
      })) {
        names.push(...chunk.rows.map(row => (isRecord(row) ? String(row.name) : '')));
        last = chunk;
      }
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      return { names, isComplete: false, list };
    }
    isComplete = last?.end === 'complete';
    if (last === undefined || last.end !== undefined) break;
    position = { offset: last.nextOffset, lastKey: last.keys.at(-1) ?? last.previousKey, changed: last.changed };
  }
  return { names, isComplete, list };
}

/** The rows that are missing or came twice although the list is said to be complete. */
async function findSilentErrors(model: ListModel): Promise<{ lost: string[]; twice: string[] }> {
  const { names, isComplete, list } = await readList(model);
  if (!isComplete) return { lost: [], twice: [] };
  const received = new Set(names);
  return {
    lost: [...list.throughout].filter(name => !received.has(name)),
    twice: names.filter((name, index) => names.indexOf(name) < index),
  };
}

const none = { lost: [], twice: [] };

let listings = 0;

afterAll(() => recordFigure('model', `${listings} listings: each has every row exactly once, or says that it is incomplete`));

describe(`a list that is read page by page (seed ${seed}, ${runs} runs)`, () => {
  it.each<[string, fc.Arbitrary<ListModel>]>([
    ['stands still', stillList],
    ['grows and shrinks', growingList],
    ['is in another order', movingList],
    ['has page numbers', numberedList],
  ])('and %s has every row exactly once, or says that it is incomplete', { timeout: 60_000 + runs * 20 }, async (_, models) => {
    await fc.assert(
      fc.asyncProperty(models, async model => {
        expect(await findSilentErrors(model)).toEqual(none);
      }),
      parameters,
    );
  });

  it('and stands still is complete and in order, if its totals are right', { timeout: 60_000 + runs * 20 }, async () => {
    const hasRightTotal = ({ total }: ListModel) => ['none', 'right', 'sometimes'].includes(total);
    const models = fc
      .oneof(
        stillList,
        numberedList.map(model => ({ ...model, changes: [] })),
      )
      .filter(hasRightTotal);
    await fc.assert(
      fc.asyncProperty(models, async model => {
        const { names, isComplete, list } = await readList(model);
        expect({ names, isComplete }).toEqual({ names: list.rows.map(({ name }) => name), isComplete: true });
      }),
      parameters,
    );
  });
});
