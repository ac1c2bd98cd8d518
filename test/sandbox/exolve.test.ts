// The fake MTS Exolve: API key, filters, order, errors, ids beyond the precision of a double, and quirks.
import { type Sandbox, type SipId, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pluck, postExolve, type RestResponse, type Row, readList } from './harness.ts';

let plain: Sandbox;
let sandbox: Sandbox;
beforeAll(async () => {
  plain = await startSandbox({ quirks: false });
});
afterAll(() => plain.close());

const userNames = (response: RestResponse): unknown[] => pluck(readList(response, 'sips'), 'user_name');
const errorMessage = ({ status, body }: RestResponse): unknown[] => [status, body.message];

describe('the API key', () => {
  it.each(['', 'wrong'])('"%s" is rejected', async key => {
    expect(errorMessage(await postExolve(plain, 'GetSIPList', {}, key))).toEqual([401, 'Unauthorized']);
  });

  it('of an inactive customer is rejected with another error', async () => {
    expect(errorMessage(await postExolve(plain, 'GetList', {}, 'sandbox-exolve-inactive'))).toEqual([
      400,
      'Error adding SIP: customer is not active',
    ]);
  });

  it('can be rotated', async () => {
    const rotated = await startSandbox();
    rotated.rotateCredential('exolve', 'new-key');
    expect((await postExolve(rotated, 'GetList')).status).toBe(401);
    expect((await postExolve(rotated, 'GetList', {}, 'new-key')).status).toBe(200);
    await rotated.close();
  });
});

describe('GetSIPList', () => {
  const day = '2026-06-01T00:00:00Z';
  it.each<[string, Row, (sip: SipId) => boolean]>([
    ['a name', { search_filter_by_name: 'Водитель' }, sip => sip.sip_name.includes('Водитель')],
    ['a user name', { username_filter: '883140555000107' }, sip => sip.user_name === '883140555000107'],
    ['a caller ID', { clis_filter: '7900555011' }, sip => sip.cli.startsWith('7900555011')],
    ['a start date', { date_from: day }, sip => sip.create_date >= day],
    ['an end date', { date_to: day }, sip => sip.create_date <= day],
    ['nulls, which are ignored,', { search_filter_by_name: null, username_filter: null, limit: null }, () => true],
  ])('filters by %s', async (_name, body, isMatch) => {
    const expected = plain.company.kazan.sips.filter(isMatch).map(({ user_name }) => user_name);
    expect(expected.length).toBeGreaterThan(0);
    expect(userNames(await postExolve(plain, 'GetSIPList', body)).sort()).toEqual(expected.sort());
  });

  it('includes both ends of a date range, to the microsecond', async () => {
    const { create_date, user_name } = plain.company.kazan.sips[4] ?? { create_date: '', user_name: '' };
    expect(userNames(await postExolve(plain, 'GetSIPList', { date_from: create_date, date_to: create_date }))).toEqual([user_name]);
    const earlier = create_date.replace(/\dZ$/, digit => `${Number(digit[0]) - 1}Z`);
    expect(userNames(await postExolve(plain, 'GetSIPList', { date_from: create_date.replace('Z', '+01:00'), date_to: earlier }))).toEqual(
      [],
    );
  });

  it.each([
    [{ order_by_name: 1 }, 'sip_name', 1],
    [{ order_by_name: 2 }, 'sip_name', -1],
    [{ order_by_date: 1 }, 'create_date', 1],
    [{ order_by_date: 2 }, 'create_date', -1],
    [{}, 'create_date', -1],
  ] as const)('orders by %j', async (body, key, sign) => {
    const expected = plain.company.kazan.sips.toSorted((a, b) => (a[key] < b[key] ? -sign : sign)).map(({ user_name }) => user_name);
    expect(userNames(await postExolve(plain, 'GetSIPList', body))).toEqual(expected);
  });

  it('paginates with numbers or strings of digits', async () => {
    const all = userNames(await postExolve(plain, 'GetSIPList'));
    expect(userNames(await postExolve(plain, 'GetSIPList', { limit: '5', offset: 20 }))).toEqual(all.slice(20));
    expect(readList(await postExolve(plain, 'GetSIPList', { limit: 5, offset: '25' }), 'sips')).toEqual([]);
    expect((await postExolve(plain, 'GetSIPList')).body).not.toHaveProperty('total');
  });

  it.each([
    [{ limit: 'ten' }, 'invalid value "ten"'],
    [{ offset: -1 }, 'invalid value -1'],
    [{ limit: 1.5 }, 'invalid value 1.5'],
    [{ search_filter_by_name: 7 }, 'invalid value 7'],
    [{ order_by_name: 3 }, 'GetSIPListRequest.OrderByName: value must be one of the defined enum values'],
    [{ order_by_date: 0 }, 'GetSIPListRequest.OrderByDate: value must be one of the defined enum values'],
    [{ date_from: 'yesterday' }, 'invalid google.protobuf.Timestamp value "yesterday"'],
    [{ date_to: '2026-01-01' }, 'invalid google.protobuf.Timestamp value "2026-01-01"'],
    [{ order_by_name: 1, order_by_date: 1 }, 'error parsing "order_by_date", oneof GetSIPListRequest.order_by is already set'],
    ['[]', 'invalid value "[]"'],
  ])('rejects %j', async (body, expected) => {
    expect(errorMessage(await postExolve(plain, 'GetSIPList', body))).toEqual([400, expected]);
  });

  it('sends every id as a string and dates in seconds, without quirks', async () => {
    const rows = readList(await postExolve(plain, 'GetSIPList'), 'sips');
    expect(rows.every(row => typeof row.sip_resource_id === 'string' && /:\d\dZ$/.test(String(row.create_date)))).toBe(true);
  });
});

describe('GetList', () => {
  it.each<[Row, number]>([
    [{}, 45],
    [{ type_name: 'ABC' }, 15],
    [{ search_filter: '78435550101' }, 1],
    [{ region_id: 16 }, 25],
    [{ category_id: '10030' }, 3],
    [{ application_uuid: '178ec145-0000-4b06-a92a-75f63cb57001' }, 15],
    [{ sip_filter: 0 }, 45],
    [{ sip_filter: 1 }, 11],
    [{ sip_filter: 2 }, 34],
    [{ date_from: '2027-01-01T00:00:00Z' }, 0],
  ])('counts the matches of %j', async (body, total) => {
    const response = await postExolve(plain, 'GetList', body);
    expect([response.body.total, readList(response, 'numbers').length]).toEqual([total, total]);
  });

  it.each(['883140555000101', '1', 3])('rejects the SIP filter %j, which is not a number of its list', async sip_filter => {
    expect((await postExolve(plain, 'GetList', { sip_filter })).status).toBe(400);
  });

  it('sends the routing of one application alone', async () => {
    const application_uuid = '178ec145-0000-4b06-a92a-75f63cb57001';
    const rows = readList(await postExolve(plain, 'GetList', { application_uuid }), 'numbers');
    const forwarded = ({ call_forwarding_flag }: Row) => call_forwarding_flag === true;
    expect(rows.every(row => forwarded(row) === Object.keys(row).some(name => /^call_forwarding_(?!flag)/.test(name)))).toBe(true);
    expect([rows.filter(forwarded).length > 0, rows.every(forwarded)]).toEqual([true, false]);
  });

  it('sends the documented fields, without those for filters only', async () => {
    const [row] = readList(await postExolve(plain, 'GetList', { limit: 1 }), 'numbers');
    expect(
      Object.keys(row ?? {})
        .sort()
        .join(),
    ).toBe(
      'application_name,application_uuid,category_name,create_date,description,install_fee,number_name,number_options,region_name,subscription_fee,type_name',
    );
  });
});

describe('quirks', () => {
  beforeEach(async () => {
    sandbox = await startSandbox();
    return () => sandbox.close();
  });

  it('end long pages early', async () => {
    expect(userNames(await postExolve(sandbox, 'GetSIPList', { limit: 100 })).length).toBe(15);
    expect(userNames(await postExolve(sandbox, 'GetSIPList', { limit: 100, offset: 15 })).length).toBe(10);
    const numbers = await postExolve(sandbox, 'GetList', { limit: 100 });
    expect([readList(numbers, 'numbers').length, numbers.body.total]).toEqual([30, 45]);
  });

  it('send one empty page per listing, after a full page and before the end', async () => {
    const listPageSizes = async (): Promise<string[]> => {
      const sizes: string[] = [];
      for (const offset of [0, 10, 10, 20]) {
        const response = await postExolve(sandbox, 'GetSIPList', { limit: 10, offset });
        sizes.push(response.text === '{}' ? 'empty' : String(readList(response, 'sips').length));
      }
      return sizes;
    };
    expect(await listPageSizes()).toEqual(['10', 'empty', '10', '5']);
    expect(await listPageSizes()).toEqual(['10', 'empty', '10', '5']);
    expect((await postExolve(sandbox, 'GetSIPList', { limit: 100, offset: 15 })).text).not.toBe('{}');
    expect((await postExolve(sandbox, 'GetSIPList', { limit: 100, offset: 25 })).text).toBe('{}');
  });

  it('count a page as full by its own size, also after requests with smaller pages', async () => {
    for (const offset of [0, 5, 5, 10, 15, 20]) await postExolve(sandbox, 'GetSIPList', { limit: 5, offset });
    expect(userNames(await postExolve(sandbox, 'GetSIPList', { limit: 100 })).length).toBe(15);
    expect(userNames(await postExolve(sandbox, 'GetSIPList', { limit: 100, offset: 15 })).length).toBe(10);
  });

  it('send a third of the ids as exact JSON numbers', async () => {
    const texts = [0, 15].map(offset => postExolve(sandbox, 'GetSIPList', { limit: 100, offset }).then(response => response.text));
    const all = (await Promise.all(texts)).join();
    const unquoted = [...all.matchAll(/[{,]"sip_resource_id":(\d+)/g)].map(([, digits]) => digits);
    const quoted = [...all.matchAll(/[{,]"sip_resource_id":"(\d+)"/g)].map(([, digits]) => digits);
    expect([unquoted.length, quoted.length]).toEqual([9, 16]);
    expect([...unquoted, ...quoted].sort()).toEqual(sandbox.company.kazan.sips.map(({ sip_resource_id }) => sip_resource_id).sort());
    expect(all).toMatch(/"create_date":"[^"]*\.\d{6}Z"/);
  });

  it('put error messages in different positions', async () => {
    expect((await postExolve(sandbox, 'GetSIPList', { limit: 'x' })).body.error).toEqual({ code: 400, message: 'invalid value "x"' });
    expect((await postExolve(sandbox, 'GetSIPList', { date_to: 'x' })).body.error).toBe('invalid google.protobuf.Timestamp value "x"');
    expect((await postExolve(sandbox, 'GetSIPList', {}, 'sandbox-exolve-inactive')).text).toBe('Error adding SIP: customer is not active');
  });
});
