// `list_lines` over lists that change between two requests: every line that existed throughout comes exactly once, or its account is partial.
import { afterAll, describe, expect, it } from 'vitest';
import { campaignSeed, isLongCampaign, recordFigure } from '../campaign/settings.ts';
import { ChangingList, growingList, type ListModel, stillList } from '../core/listing/changing-list.ts';
import fc from '../random.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, unlimited } from './harness.ts';

const seed = isLongCampaign || process.env.CI !== undefined ? campaignSeed : Date.now() % 1_000_000;
const runs = isLongCampaign ? 1_000 : 60;
let list = new ChangingList(emptyModel());
let questions = 0;

function emptyModel(): ListModel {
  return {
    size: 0,
    changes: [],
    ids: 'all',
    total: 'right',
    totalError: 0,
    pageSize: 2,
    maxPageSize: undefined,
    maxRowsPerPage: [1_000],
    pageNumbers: false,
    steps: [],
  };
}

/** A Telecom X account whose trunks are the rows of the model. */
const startAccount = () =>
  startFakeAccount('telecomx', 'north', {}, (listName, response) => {
    if (listName !== 'GET /sip') return false;
    const { searchParams } = new URL(response.req.url ?? '/', 'http://fake');
    const position = { offset: Number(searchParams.get('offset')), limit: Number(searchParams.get('limit')) };
    void list.fetchPage(position).then(({ rows, total }) => {
      const sipAccounts = rows.map(row => ({ status: 'ON', active: true, ...renameId(row) }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sipAccounts, total }));
    });
    return true;
  });

/** The list of the model has `id`, that of Telecom X `_id`. */
function renameId(row: unknown): object {
  const { id, ...rest } = Object(row);
  return id === undefined ? rest : { ...rest, _id: id };
}

interface Answer {
  names: string[];
  isComplete: boolean;
}

/** Asks page by page. The account is complete if it is on every page. */
async function listLines(account: object, limit: number): Promise<Answer> {
  const names: string[] = [];
  let isComplete = true;
  for (let cursor: string | undefined, page = 0; page === 0 || cursor !== undefined; page++) {
    questions++;
    const answer = await askQuestion(
      'list_lines',
      { kind: ['sip_trunk'], limit, ...(cursor !== undefined && { cursor }) },
      [account],
      unlimited,
    );
    names.push(...answer.lines.map(({ name = '' }) => name));
    isComplete &&= answer.accounts.every(({ outcome }) => outcome === 'complete');
    cursor = answer.next_cursor;
  }
  return { names, isComplete };
}

afterAll(() => recordFigure('questions', `${questions} pages of list_lines over changing lists, by cursors too`));

describe(`list_lines over a changing list (seed ${seed})`, () => {
  it('has every line exactly once, or says that the account is partial', { timeout: 600_000 }, async () => {
    const account = await startAccount();
    const models = fc.oneof(growingList, stillList);
    const limits = fc.constantFrom(7, 25, 500);
    await fc.assert(
      fc.asyncProperty(models, limits, async (model, limit) => {
        list = new ChangingList(model);
        const { names, isComplete } = await listLines(account, limit);
        if (!isComplete) return;
        expect([...list.throughout].filter(name => !names.includes(name))).toEqual([]);
        expect(new Set(names).size).toBe(names.length);
      }),
      { seed, numRuns: runs },
    );
  });

  it('is complete where the list stands still and its totals are right', { timeout: 600_000 }, async () => {
    const account = await startAccount();
    const models = stillList.filter(({ total }) => ['none', 'right', 'sometimes'].includes(total));
    await fc.assert(
      fc.asyncProperty(models, fc.constantFrom(7, 25, 500), async (model, limit) => {
        list = new ChangingList(model);
        const answer = await listLines(account, limit);
        expect(answer).toEqual({ names: list.rows.map(({ name }) => name), isComplete: true });
      }),
      { seed, numRuns: runs },
    );
  });

  it('says that the list changed', async () => {
    const account = await startAccount();
    const change = { kind: 'remove', at: 0, to: 0, count: 5 } as const;
    list = new ChangingList({ ...emptyModel(), size: 60, maxRowsPerPage: [20], changes: [undefined, change] });
    const { lines, accounts, warnings } = await askQuestion('list_lines', { kind: ['sip_trunk'], limit: 500 }, [account], unlimited);
    expect(new Set(lines.map(({ name }) => name)).size).toBe(lines.length);
    expect([...list.throughout].filter(name => !lines.some(line => line.name === name))).toEqual([]);
    expect(accounts).toMatchObject([{ outcome: 'partial' }]);
    expect(warnings).toContainEqual(expect.stringContaining('the list changed while it was read'));
  });
});
