// Lines counted, with what they cost, against the company's data.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { type TrueLine, truthOf } from './expected-lines.ts';
import { accountAt } from './fake-lists.ts';
import { ask, ownSandbox, refusalOf, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;
const truth = truthOf(sandbox.company);
const summarize = async (input: object, at: readonly object[] = accounts) => await ask('summarize_lines', input, at, uncounted);

const properties = ['provider', 'account', 'kind', 'status', 'owner'] as const;
type Property = (typeof properties)[number];

/** The groups of the company's lines, fees summed in kopecks; two people of one name are two owners. */
function expectedGroups(lines: readonly TrueLine[], by: readonly Property[]): unknown[] {
  const keyFor = (line: TrueLine) => JSON.stringify([...by.map(property => line[property]), by.includes('owner') && line.owner_id]);
  return [...new Set(lines.map(keyFor))].map(key => {
    const own = lines.filter(line => keyFor(line) === key);
    const fees = own.flatMap(({ monthly_fee }) => (monthly_fee === undefined ? [] : [Math.round(monthly_fee * 100)]));
    const named = Object.fromEntries(by.map(property => [property, own[0]?.[property]]));
    const amount = fees.reduce((sum, fee) => sum + fee, 0) / 100;
    return { ...named, count: own.length, ...(fees.length > 0 && { monthly_fees: [{ currency: 'RUB', amount, lines: fees.length }] }) };
  });
}

/** Without ids, and in an order that says nothing. */
const inOrder = (groups: readonly unknown[]) =>
  groups
    .map(cell =>
      JSON.stringify(cell, ['provider', 'account', 'kind', 'status', 'owner', 'count', 'monthly_fees', 'currency', 'amount', 'lines']),
    )
    .sort();

const pairs = properties.flatMap((first, at) => [[first], ...properties.slice(at + 1).map(second => [first, second])]);

describe('the summary', () => {
  it.each(pairs.map(by => ({ by })))('counts by $by what the company has, the largest first', async ({ by }) => {
    const { groups, total } = await summarize({ by });
    expect(inOrder(groups)).toEqual(inOrder(expectedGroups(truth, by)));
    expect(total).toBe(227);
    expect(groups.map(({ count }) => count)).toEqual(groups.map(({ count }) => count).toSorted((a, b) => b - a));
  });

  it('counts by kind and status where nothing is said, in the order of the words that are', async () => {
    expect(await summarize({})).toEqual(await summarize({ by: ['kind', 'status'] }));
    expect(inOrder((await summarize({ by: ['status', 'kind'] })).groups)).toEqual(inOrder((await summarize({})).groups));
  });

  it('counts each public number once', async () => {
    const numbers = new Set(truth.flatMap(line => line.numbers));
    expect((await summarize({})).numbers).toBe(numbers.size);
    expect(numbers.size).toBeLessThan(truth.flatMap(line => line.numbers).length);
  });

  it.each([
    [{ account: ['kazan'] }, ({ account }: TrueLine) => account === 'kazan'],
    [{ status: ['down'] }, ({ status }: TrueLine) => status === 'down'],
    [{ kind: ['sip_phone', 'number'] }, ({ kind }: TrueLine) => kind === 'sip_phone' || kind === 'number'],
    [{ owner: 'hansen' }, ({ owner }: TrueLine) => owner?.endsWith(' Hansen') ?? false],
    [{ reason: ['unassigned'] }, ({ reasons }: TrueLine) => reasons.includes('unassigned')],
    [{ number_prefix: '+7800' }, ({ numbers }: TrueLine) => numbers.some(number => number.startsWith('+7800'))],
  ])('counts with %j only these lines', async (filters, fits) => {
    const lines = truth.filter(fits);
    const answer = await summarize({ ...filters, by: ['account', 'kind'] });
    expect(inOrder(answer.groups)).toEqual(inOrder(expectedGroups(lines, ['account', 'kind'])));
    expect(answer).toMatchObject({ total: lines.length, numbers: new Set(lines.flatMap(({ numbers }) => numbers)).size });
    expect(new Set(lines.map(keyOf)).size).toBe(lines.length);
  });

  it('sums fees to the kopeck, as numbers or texts', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      number_name: String(79_000_000_000 + index),
      subscription_fee: index % 2 === 0 ? 0.1 : '0.20',
    }));
    const own = await accountAt('exolve', 'west', {
      GetList: rows,
      GetSIPList: [{ sip_resource_id: '1' }, { sip_resource_id: '2', subscription_fee: 1.15 }],
    });
    const { groups } = await summarize({ by: ['account'] }, [own]);
    expect(groups).toEqual([{ account: 'west', count: 1_002, monthly_fees: [{ currency: 'RUB', amount: 151.15, lines: 1_001 }] }]);
  });

  it('keeps two people of one name apart', async () => {
    const rows = [1, 2].map(id => ({ id, phone_number: `10${id}`, employee_id: id, employee_full_name: 'Ann Lee', status: 'active' }));
    const { groups } = await summarize({ by: ['owner'] }, [await accountAt('callgear', 'north', { 'get.sip_lines': rows })]);
    expect(groups).toEqual([
      { owner: 'Ann Lee', owner_id: '1', count: 1 },
      { owner: 'Ann Lee', owner_id: '2', count: 1 },
    ]);
  });

  it('counts what came where an account fails, and says what is missing', async () => {
    sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const answer = await summarize({});
    expect(answer.total).toBe(122);
    expect(answer.accounts).toContainEqual(
      expect.objectContaining({ account: 'moscow', outcome: 'failed', error: expect.stringMatching(/allow list/) }),
    );
  });

  it('is an answer also where there are no lines', async () => {
    expect(await summarize({}, [await accountAt('callgear', 'north', {})])).toMatchObject({ groups: [], total: 0, numbers: 0 });
  });

  it.each([
    [['kind', 'status', 'owner'], /two|2/],
    [[], /one/],
    [['colour'], /provider, account, kind, status, owner/],
  ])('refuses to count by %j', async (by, message) => {
    expect(await refusalOf(summarize({ by }))).toMatchObject({
      code: 'input',
      details: { field: 'by' },
      message: expect.stringMatching(message),
    });
  });
});
