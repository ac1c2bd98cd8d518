// MTS Exolve's stand-in: the key, filters, orders, refusals, ids beyond doubles, and pages that lie.
import { type Sandbox, type SipId, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exolve, ids, list, type Reply, type Row } from './harness.ts';

let plain: Sandbox;
let sandbox: Sandbox;
beforeAll(async () => {
  plain = await startSandbox({ quirks: false });
});
afterAll(() => plain.close());

const names = (reply: Reply): unknown[] => ids(list(reply, 'sips'), 'user_name');
const message = ({ status, body }: Reply): unknown[] => [status, body.message];

describe('the key', () => {
  it.each(['', 'wrong'])('"%s" is refused', async key => {
    expect(message(await exolve(plain, 'GetSIPList', {}, key))).toEqual([401, 'Unauthorized']);
  });

  it('of a customer who is not active is refused in another way', async () => {
    expect(message(await exolve(plain, 'GetList', {}, 'sandbox-exolve-inactive'))).toEqual([
      400,
      'Error adding SIP: customer is not active',
    ]);
  });

  it('can be rotated', async () => {
    const own = await startSandbox();
    own.rotate('exolve', 'new-key');
    expect((await exolve(own, 'GetList')).status).toBe(401);
    expect((await exolve(own, 'GetList', {}, 'new-key')).status).toBe(200);
    await own.close();
  });
});

describe('GetSIPList', () => {
  const day = '2026-06-01T00:00:00Z';
  it.each<[string, Row, (sip: SipId) => boolean]>([
    ['a name', { search_filter_by_name: 'Водитель' }, sip => sip.sip_name.includes('Водитель')],
    ['a user name', { username_filter: '883140555000107' }, sip => sip.user_name === '883140555000107'],
    ['a caller ID', { clis_filter: '7900555011' }, sip => sip.cli.startsWith('7900555011')],
    ['a first day', { date_from: day }, sip => sip.create_date >= day],
    ['a last day', { date_to: day }, sip => sip.create_date <= day],
    ['nothing but null', { search_filter_by_name: null, username_filter: null, limit: null }, () => true],
  ])('filters by %s', async (_what, body, holds) => {
    const expected = plain.company.kazan.sips.filter(holds).map(({ user_name }) => user_name);
    expect(expected.length).toBeGreaterThan(0);
    expect(names(await exolve(plain, 'GetSIPList', body)).sort()).toEqual(expected.sort());
  });

  it('includes both ends of a time, to the microsecond', async () => {
    const { create_date, user_name } = plain.company.kazan.sips[4] ?? { create_date: '', user_name: '' };
    expect(names(await exolve(plain, 'GetSIPList', { date_from: create_date, date_to: create_date }))).toEqual([user_name]);
    const earlier = create_date.replace(/\dZ$/, digit => `${Number(digit[0]) - 1}Z`);
    expect(names(await exolve(plain, 'GetSIPList', { date_from: create_date.replace('Z', '+01:00'), date_to: earlier }))).toEqual([]);
  });

  it.each([
    [{ order_by_name: 1 }, 'sip_name', 1],
    [{ order_by_name: 2 }, 'sip_name', -1],
    [{ order_by_date: 1 }, 'create_date', 1],
    [{ order_by_date: 2 }, 'create_date', -1],
    [{}, 'create_date', -1],
  ] as const)('orders by %j', async (body, key, sign) => {
    const expected = plain.company.kazan.sips.toSorted((a, b) => (a[key] < b[key] ? -sign : sign)).map(({ user_name }) => user_name);
    expect(names(await exolve(plain, 'GetSIPList', body))).toEqual(expected);
  });

  it('pages with numbers or digits', async () => {
    const all = names(await exolve(plain, 'GetSIPList'));
    expect(names(await exolve(plain, 'GetSIPList', { limit: '5', offset: 20 }))).toEqual(all.slice(20));
    expect(list(await exolve(plain, 'GetSIPList', { limit: 5, offset: '25' }), 'sips')).toEqual([]);
    expect((await exolve(plain, 'GetSIPList')).body).not.toHaveProperty('total');
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
  ])('refuses %j', async (body, expected) => {
    expect(message(await exolve(plain, 'GetSIPList', body))).toEqual([400, expected]);
  });

  it('quotes every id without quirks, and tells seconds alone', async () => {
    const found = list(await exolve(plain, 'GetSIPList'), 'sips');
    expect(found.every(row => typeof row.sip_resource_id === 'string' && /:\d\dZ$/.test(String(row.create_date)))).toBe(true);
  });
});

describe('GetList', () => {
  it.each<[Row, number]>([
    [{}, 45],
    [{ type_name: 'ABC' }, 15],
    [{ search_filter: '78435550101' }, 1],
    [{ region_id: 16 }, 25],
    [{ category_id: '3' }, 3],
    [{ application_uuid: '178ec145-0000-4b06-a92a-75f63cb57001' }, 15],
    [{ sip_filter: '883140555000101' }, 1],
    [{ date_from: '2027-01-01T00:00:00Z' }, 0],
  ])('counts what %j finds', async (body, total) => {
    const reply = await exolve(plain, 'GetList', body);
    expect([reply.body.total, list(reply, 'numbers').length]).toEqual([total, total]);
  });

  it('shows what the page lists, and no filter', async () => {
    const [row] = list(await exolve(plain, 'GetList', { limit: 1 }), 'numbers');
    expect(
      Object.keys(row ?? {})
        .sort()
        .join(),
    ).toBe(
      'application_name,application_uuid,category_name,create_date,install_fee,number_name,number_options,region_name,subscription_fee,type_name',
    );
  });
});

describe('quirks', () => {
  beforeEach(async () => {
    sandbox = await startSandbox();
    return () => sandbox.close();
  });

  it('end long pages early', async () => {
    expect(names(await exolve(sandbox, 'GetSIPList', { limit: 100 })).length).toBe(15);
    expect(names(await exolve(sandbox, 'GetSIPList', { limit: 100, offset: 15 })).length).toBe(10);
    const numbers = await exolve(sandbox, 'GetList', { limit: 100 });
    expect([list(numbers, 'numbers').length, numbers.body.total]).toEqual([30, 45]);
  });

  it('send one empty page a walk, after a full one, that is no end', async () => {
    const walk = async (): Promise<string[]> => {
      const seen: string[] = [];
      for (const offset of [0, 10, 10, 20]) {
        const reply = await exolve(sandbox, 'GetSIPList', { limit: 10, offset });
        seen.push(reply.text === '{}' ? 'empty' : String(list(reply, 'sips').length));
      }
      return seen;
    };
    expect(await walk()).toEqual(['10', 'empty', '10', '5']);
    expect(await walk()).toEqual(['10', 'empty', '10', '5']);
    expect((await exolve(sandbox, 'GetSIPList', { limit: 100, offset: 15 })).text).not.toBe('{}');
    expect((await exolve(sandbox, 'GetSIPList', { limit: 100, offset: 25 })).text).toBe('{}');
  });

  it('take a page for full by its own size, whoever has asked by smaller ones', async () => {
    for (const offset of [0, 5, 5, 10, 15, 20]) await exolve(sandbox, 'GetSIPList', { limit: 5, offset });
    expect(names(await exolve(sandbox, 'GetSIPList', { limit: 100 })).length).toBe(15);
    expect(names(await exolve(sandbox, 'GetSIPList', { limit: 100, offset: 15 })).length).toBe(10);
  });

  it('write a third of the ids bare, digit by digit', async () => {
    const text = [0, 15].map(offset => exolve(sandbox, 'GetSIPList', { limit: 100, offset }).then(reply => reply.text));
    const all = (await Promise.all(text)).join();
    const bare = [...all.matchAll(/[{,]"sip_resource_id":(\d+)/g)].map(([, digits]) => digits);
    const quoted = [...all.matchAll(/[{,]"sip_resource_id":"(\d+)"/g)].map(([, digits]) => digits);
    expect([bare.length, quoted.length]).toEqual([9, 16]);
    expect([...bare, ...quoted].sort()).toEqual(sandbox.company.kazan.sips.map(({ sip_resource_id }) => sip_resource_id).sort());
    expect(all).toMatch(/"create_date":"[^"]*\.\d{6}Z"/);
  });

  it('put messages where they please', async () => {
    expect((await exolve(sandbox, 'GetSIPList', { limit: 'x' })).body.error).toEqual({ code: 400, message: 'invalid value "x"' });
    expect((await exolve(sandbox, 'GetSIPList', { date_to: 'x' })).body.error).toBe('invalid google.protobuf.Timestamp value "x"');
    expect((await exolve(sandbox, 'GetSIPList', {}, 'sandbox-exolve-inactive')).text).toBe('Error adding SIP: customer is not active');
  });
});
