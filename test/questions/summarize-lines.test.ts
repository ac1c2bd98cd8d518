// `summarize_lines`: counts and fees, compared with the data of the company.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { type ExpectedLine, getExpectedLines } from './expected-lines.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, catchError, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const expectedLines = getExpectedLines(sandbox.company);
const summarize = async (input: object, at: readonly object[] = accounts) => await askQuestion('summarize_lines', input, at, unlimited);

const properties = ['provider', 'account', 'kind', 'status', 'owner'] as const;
type Property = (typeof properties)[number];

/** What the product of a Telecom X trunk or mobile, or a CallGear number, costs in a month. */
function findProductFee({ kind, id }: ExpectedLine): number | undefined {
  if (kind === 'virtual_number') return sandbox.company.moscow.charges.find(charge => String(charge.id) === id)?.user_charge;
  const { trunks, mobiles, products } = sandbox.company.copenhagen;
  const rows = kind === 'sip_trunk' ? trunks : kind === 'mobile' ? mobiles : [];
  const plan = rows.find(({ _id }) => _id === id)?.ratePlan;
  return products.find(({ _id }) => _id === plan)?.price;
}

/** The sum of the fees in hundredths, by currency: kroner at Telecom X, rubles elsewhere. */
function sumExpectedFees(lines: readonly ExpectedLine[]): { currency: string; amount: number; lines: number }[] {
  const priced = lines.map(line => ({
    currency: line.provider === 'telecomx' ? 'DKK' : 'RUB',
    fee: line.monthly_fee ?? findProductFee(line),
  }));
  return [...new Set(priced.filter(({ fee }) => fee !== undefined).map(({ currency }) => currency))].map(currency => {
    const fees = priced.flatMap(one => (one.currency === currency && one.fee !== undefined ? [Math.round(one.fee * 100)] : []));
    return { currency, amount: fees.reduce((sum, fee) => sum + fee, 0) / 100, lines: fees.length };
  });
}

/** Groups the expected lines, with fees summed in kopecks; two people of one name are two owners. */
function expectedGroups(lines: readonly ExpectedLine[], by: readonly Property[]): unknown[] {
  const keyFor = (line: ExpectedLine) => JSON.stringify([...by.map(property => line[property]), by.includes('owner') && line.owner_id]);
  return [...new Set(lines.map(keyFor))].map(key => {
    const group = lines.filter(line => keyFor(line) === key);
    const named = Object.fromEntries(by.map(property => [property, group[0]?.[property]]));
    const fees = sumExpectedFees(group);
    return { ...named, count: group.length, ...(fees.length > 0 && { monthly_fees: fees }) };
  });
}

/** Serializes groups without ids in a canonical order. */
const toSorted = (groups: readonly unknown[]) =>
  groups
    .map(group =>
      JSON.stringify(group, ['provider', 'account', 'kind', 'status', 'owner', 'count', 'monthly_fees', 'currency', 'amount', 'lines']),
    )
    .sort();

const pairs = properties.flatMap((first, index) => [[first], ...properties.slice(index + 1).map(second => [first, second])]);

describe('the summary', () => {
  it.each(pairs.map(by => ({ by })))('counts the lines by $by, largest group first', async ({ by }) => {
    const { groups, total } = await summarize({ by });
    expect(toSorted(groups)).toEqual(toSorted(expectedGroups(expectedLines, by)));
    expect(total).toBe(336);
    expect(groups.map(({ count }) => count)).toEqual(groups.map(({ count }) => count).toSorted((a, b) => b - a));
  });

  it('groups by kind and status by default', async () => {
    expect(await summarize({})).toEqual(await summarize({ by: ['kind', 'status'] }));
    expect(toSorted((await summarize({ by: ['status', 'kind'] })).groups)).toEqual(toSorted((await summarize({})).groups));
  });

  it('counts each public number once', async () => {
    const numbers = new Set(expectedLines.flatMap(line => line.numbers));
    expect((await summarize({})).numbers).toBe(numbers.size);
    expect(numbers.size).toBeLessThan(expectedLines.flatMap(line => line.numbers).length);
  });

  it.each([
    [{ account: ['kazan'] }, ({ account }: ExpectedLine) => account === 'kazan'],
    [{ status: ['down'] }, ({ status }: ExpectedLine) => status === 'down'],
    [{ kind: ['sip_phone', 'number'] }, ({ kind }: ExpectedLine) => kind === 'sip_phone' || kind === 'number'],
    [{ owner: 'hansen' }, ({ owner }: ExpectedLine) => owner?.endsWith(' Hansen') ?? false],
    [{ reason: ['unassigned'] }, ({ reasons }: ExpectedLine) => reasons.includes('unassigned')],
    [{ number_prefix: '+7800' }, ({ numbers }: ExpectedLine) => numbers.some(number => number.startsWith('+7800'))],
  ])('counts only matching lines with %j', async (filters, fits) => {
    const lines = expectedLines.filter(fits);
    const answer = await summarize({ ...filters, by: ['account', 'kind'] });
    expect(toSorted(answer.groups)).toEqual(toSorted(expectedGroups(lines, ['account', 'kind'])));
    expect(answer).toMatchObject({ total: lines.length, numbers: new Set(lines.flatMap(({ numbers }) => numbers)).size });
    expect(new Set(lines.map(getLineKey)).size).toBe(lines.length);
  });

  it('sums fees to the kopeck, from numbers or strings', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      number_name: String(79_000_000_000 + index),
      subscription_fee: index % 2 === 0 ? 0.1 : '0.20',
    }));
    const fakeAccount = await startFakeAccount('exolve', 'west', {
      GetList: rows,
      GetSIPList: [{ sip_resource_id: '1' }, { sip_resource_id: '2', subscription_fee: 1.15 }],
    });
    const { groups } = await summarize({ by: ['account'] }, [fakeAccount]);
    expect(groups).toEqual([{ account: 'west', count: 1_002, monthly_fees: [{ currency: 'RUB', amount: 151.15, lines: 1_001 }] }]);
  });

  it('counts two people of one name separately', async () => {
    const rows = [1, 2].map(id => ({ id, phone_number: `10${id}`, employee_id: id, employee_full_name: 'Ann Lee', status: 'active' }));
    const { groups } = await summarize({ by: ['owner'] }, [await startFakeAccount('callgear', 'north', { 'get.sip_lines': rows })]);
    expect(groups).toEqual([
      { owner: 'Ann Lee', owner_id: '1', count: 1 },
      { owner: 'Ann Lee', owner_id: '2', count: 1 },
    ]);
  });

  it('has the fees of all three providers, each in its currency', async () => {
    const { groups } = await summarize({ by: ['account'] });
    const currencies = groups.map(({ account, monthly_fees = [] }) => `${account} ${monthly_fees.map(({ currency }) => currency).join()}`);
    expect(currencies.sort()).toEqual(['copenhagen DKK', 'kazan RUB', 'moscow RUB']);
  });

  it('asks for the charges of a thousand numbers at once', async () => {
    const count = 1_500;
    const rows = Array.from({ length: count }, (_, id) => ({ id, virtual_phone_number: `7495${1_000_000 + id}`, status: 'active' }));
    const charges = rows.map(({ id, virtual_phone_number: numb }) => ({ id, numb, user_charge: 0.1 }));
    const asked: string[] = [];
    const lists = { 'get.virtual_numbers': rows, 'get.number_capacity_ids_user_charges_and_costs': charges };
    const account = await startFakeAccount('callgear', 'north', lists, name => {
      asked.push(name);
      return false;
    });
    const { groups } = await summarize({ by: ['account'] }, [{ ...account, brand: 'uis' }]);
    expect(groups).toMatchObject([{ count, monthly_fees: [{ currency: 'RUB', amount: 150, lines: count }] }]);
    expect(asked.filter(name => name.includes('charges')).length).toBeLessThanOrEqual(6);
  });

  it.each([
    ['callgear', /1 fees are left out: their currency is not known/],
    ['novofon', undefined],
  ])('has no charges of the brand %s', async (brand, warning) => {
    const account = await startFakeAccount('callgear', 'north', {
      'get.virtual_numbers': [{ id: 1, virtual_phone_number: '74951000000', status: 'active' }],
      'get.number_capacity_ids_user_charges_and_costs': [{ id: 1, numb: '74951000000', user_charge: 5 }],
    });
    const { groups, warnings } = await summarize({ by: ['account'] }, [{ ...account, brand }]);
    expect(groups).toEqual([{ account: 'north', count: 1 }]);
    expect(warnings).toEqual(warning && [expect.stringMatching(warning)]);
  });

  it('has the charges of an account of the brand callgear in the currency that the account names', async () => {
    const lists = {
      'get.virtual_numbers': [{ id: 1, virtual_phone_number: '97140000001', status: 'active' }],
      'get.number_capacity_ids_user_charges_and_costs': [{ id: 1, numb: '97140000001', user_charge: 5 }],
    };
    const account = await startFakeAccount('callgear', 'north', lists, (name, response) => {
      if (name !== 'getobj.account') return false;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { data: { report_currency: 'AED' } } }));
      return true;
    });
    const { groups } = await summarize({ by: ['account'] }, [{ ...account, brand: 'callgear' }]);
    expect(groups).toMatchObject([{ monthly_fees: [{ currency: 'AED', amount: 5, lines: 1 }] }]);
  });

  it('takes no charge of another number with the same id', async () => {
    const account = await startFakeAccount('callgear', 'north', {
      'get.virtual_numbers': [{ id: 1, virtual_phone_number: '74951000000', status: 'active' }],
      'get.number_capacity_ids_user_charges_and_costs': [{ id: 1, numb: '74952000000', user_charge: 5 }],
    });
    const { groups } = await summarize({ by: ['account'] }, [{ ...account, brand: 'uis' }]);
    expect(groups).toEqual([{ account: 'north', count: 1 }]);
  });

  it('counts the lines if the charges are refused, and says so', async () => {
    sandbox.addFault({ operation: 'get.number_capacity_ids_user_charges_and_costs', kind: 'ip_denied', times: 10 });
    const { groups, warnings } = await summarize({ by: ['account'], account: ['moscow'] });
    expect(groups).toEqual([{ account: 'moscow', count: 105 }]);
    expect(warnings).toContainEqual(expect.stringMatching(/^moscow: the fees are not known: denied/));
  });

  it('keeps time to answer without the fees, if a price list does not come', async () => {
    sandbox.addFault({ operation: 'GET /product', kind: 'slow', ms: 60_000, times: 100 });
    const deadline = { at: Date.now() + 4_000 };
    const { groups, warnings } = await askQuestion('summarize_lines', { by: ['account'], account: ['copenhagen'] }, accounts, { deadline });
    expect(groups).toMatchObject([{ account: 'copenhagen' }]);
    expect(warnings).toContainEqual(expect.stringMatching(/^copenhagen: the fees are not known: timeout/));
    // What is left is for the answer.
    expect(deadline.at - Date.now()).toBeGreaterThan(500);
  });

  it('says how many groups a row limit leaves out', async () => {
    const { groups, warnings } = await askQuestion('summarize_lines', { by: ['owner'] }, accounts, { rowLimit: 3 });
    expect(groups).toHaveLength(3);
    expect(warnings).toContainEqual(expect.stringMatching(/^The \d+ smallest of \d+ groups are left out/));
  });

  it('counts the lines of the other accounts if one fails, and reports the failure', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const answer = await summarize({});
    expect(answer.total).toBe(231);
    expect(answer.accounts).toContainEqual(
      expect.objectContaining({ account: 'moscow', outcome: 'failed', error: expect.stringMatching(/allow list/) }),
    );
  });

  it('is empty for accounts without lines', async () => {
    expect(await summarize({}, [await startFakeAccount('callgear', 'north', {})])).toMatchObject({ groups: [], total: 0, numbers: 0 });
  });

  it('by reason counts a line under each of its reasons, and the total counts it once', async () => {
    const trunk = { _id: '5A', active: false, usageBlock: true };
    const phone = { _id: 'F1', online: true, extension: { number: '201' }, employee: { _id: 'E1', name: 'Ann' } };
    const account = await startFakeAccount('telecomx', 'north', { 'GET /sip': [trunk], 'GET /pbx/sipphone': [phone] });
    const { lines } = await askQuestion('list_lines', {}, [account], unlimited);
    const reasons = lines.map(line => line.reasons ?? []);
    expect(reasons[0]?.length).toBeGreaterThan(1);
    const { groups, total } = await summarize({ by: ['reason'] }, [account]);
    expect(total).toBe(2);
    expect(groups.map(({ reason, count }) => `${reason} ${count}`).sort()).toEqual(
      [...(reasons[0] ?? []), undefined].map(reason => `${reason} 1`).sort(),
    );
  });

  it('by cost center groups lines by the departments of their owners, and a mobile with the desk phone of its extension', async () => {
    const { employees, mobiles } = sandbox.company.copenhagen;
    const departments = new Map(employees.map(({ _id, department }) => [_id, department]));
    const groupsOf = new Map(sandbox.company.moscow.employees.map(({ id, groups }) => [String(id), groups[0]?.group_name]));
    const getCenter = ({ kind, id, owner_id = '', account }: ExpectedLine) => {
      const extension = kind === 'mobile' ? mobiles.find(({ _id }) => _id === id)?.extension : undefined;
      const employee = expectedLines.find(line => line.kind === 'extension' && line.id === extension)?.owner_id ?? owner_id;
      return account === 'moscow' ? groupsOf.get(owner_id) : departments.get(employee);
    };
    const expected = new Map<string, number>();
    for (const line of expectedLines) expected.set(getCenter(line) ?? '', (expected.get(getCenter(line) ?? '') ?? 0) + 1);
    const { groups, total, accounts: outcomes } = await summarize({ by: ['cost_center'] });
    expect(Object.fromEntries(groups.map(({ cost_center = '', count }) => [cost_center, count]))).toEqual(Object.fromEntries(expected));
    expect(expected.size).toBeGreaterThan(15);
    expect(total).toBe(336);
    expect(groups.find(({ cost_center }) => cost_center === 'reception')?.monthly_fees).toEqual([
      { currency: 'DKK', amount: 149, lines: 1 },
    ]);
    expect(outcomes).toContainEqual(expect.objectContaining({ account: 'kazan', outcome: 'not_reported' }));
  });

  it('by cost center says where the list of people is refused', async () => {
    sandbox.addFault({ operation: 'get.employees', kind: 'ip_denied', times: 10 });
    const { groups, warnings } = await summarize({ by: ['cost_center'], account: ['moscow'] });
    expect(groups).toMatchObject([{ count: 105 }]);
    expect(warnings).toEqual([expect.stringMatching(/^moscow: the cost centers are not known \(denied/)]);
  });

  it.each([
    [['kind', 'status', 'owner'], /two|2/],
    [['color'], /Unknown by "color". Valid/],
  ])('rejects %j', async (by, message) => {
    expect(await catchError(summarize({ by }))).toMatchObject({
      code: 'input',
      details: { field: 'by' },
      message: expect.stringMatching(message),
    });
  });
});
