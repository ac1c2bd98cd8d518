// The two lists of the fake Telecom X: shapes, filters and quirks.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getTelecomX, isRow, pluck, type RestResponse, readList } from './harness.ts';

let sandbox: Sandbox;
let plain: Sandbox;
beforeAll(async () => {
  [sandbox, plain] = await Promise.all([startSandbox(), startSandbox({ quirks: false })]);
});
afterAll(() => Promise.all([sandbox.close(), plain.close()]));

const reseller = 'sandbox-telecomx-reseller';
const trunkIds = (response: RestResponse): unknown[] => pluck(readList(response, 'sipAccounts'), '_id');

describe('trunks', () => {
  const condensed = `_id,active,alwaysFailover,connection,failover,ipAddress,name,numbers,pbx,ratePlan,ratePlanName,status,usageBlock,username,voiceUsage`;

  it('are condensed by default', async () => {
    const rows = readList(await getTelecomX(plain, '/sip'), 'sipAccounts');
    expect(
      Object.keys(rows[1] ?? {})
        .sort()
        .join(),
    ).toBe(condensed);
    expect(rows[1]?.voiceUsage).toHaveLength(12);
    expect(
      Object.keys(rows[0] ?? {})
        .sort()
        .join(),
    ).toBe('_id,active,name,numbers,pbx,ratePlan,ratePlanName,usageBlock,voiceUsage');
  });

  it('are complete with `full`, without the fields of other access levels', async () => {
    const rows = readList(await getTelecomX(plain, '/sip', { full: 'true' }), 'sipAccounts');
    expect(Object.keys(rows[1] ?? {})).toEqual(
      expect.arrayContaining(['password', 'custom', 'contact', 'address', 'type', 'invoicedUntil', 'billingCustomer']),
    );
    expect(Object.keys(rows[1] ?? {})).toHaveLength(34);
    for (const name of ['voiceUsage', 'ratePlanName', 'notes', 'sipServer']) expect(rows[1]).not.toHaveProperty(name);
    for (const name of ['status', 'contact', 'connection', 'username', 'password', 'failover', 'defaultNumber'])
      expect(rows[0]).not.toHaveProperty(name);
    const asReseller = readList(await getTelecomX(plain, '/sip', { full: 'true' }, reseller), 'sipAccounts');
    expect(asReseller[0]?.notes).toBe('Main number is 70 30 50 50');
  });

  it('are up, down, or a hosted-PBX trunk without status', async () => {
    expect((await getTelecomX(sandbox, '/sip', { up: 'true' })).body.total).toBe(4);
    expect((await getTelecomX(sandbox, '/sip', { up: 'false' })).body.total).toBe(2);
  });

  it.each([
    ['a name', 'kastrup', [3]],
    ['a part of a number', '0305117', [2, 6]],
    ['an address', '192.0.2.50', [5]],
    ['a user name', 'TRUNK0004', [4]],
    ['a note', 'ignore all', [7]],
    ['a rate plan, which is not searched', 'Standard', []],
  ])('are found by %s', async (_name, filter, expected) => {
    const foundIds = trunkIds(await getTelecomX(plain, '/sip', { filter }));
    expect(foundIds).toEqual(expected.map(index => plain.company.copenhagen.trunks[index - 1]?._id));
  });
});

describe('phones', () => {
  it('have model, extension and employee as objects, or with `full` as ids', async () => {
    const [normal] = readList(await getTelecomX(plain, '/pbx/sipphone', { limit: '1' }), 'sipPhones');
    expect(Object.keys(normal ?? {})).toEqual([
      '_id',
      'macAddress',
      'handsetIndex',
      'handsetAddress',
      'sipPhoneModel',
      'extension',
      'employee',
      'ip',
      'notes',
      'online',
    ]);
    expect(normal).toMatchObject({ sipPhoneModel: { brand: 'SNOM', model: 'D785' }, extension: { number: '200', direct: '+4570305050' } });
    const [full] = readList(await getTelecomX(plain, '/pbx/sipphone', { limit: '1', full: 'true' }), 'sipPhones');
    expect(Object.keys(full ?? {})).toHaveLength(33);
    expect([typeof full?.sipPhoneModel, typeof full?.extension, String(full?.password).length]).toEqual(['string', 'string', 32]);
    expect(full).not.toHaveProperty('employee');
  });

  it('can be limited to unassigned ones', async () => {
    expect((await getTelecomX(sandbox, '/pbx/sipphone', { available: 'true' })).body.total).toBe(4);
    expect((await getTelecomX(sandbox, '/pbx/sipphone', { available: 'false' })).body.total).toBe(45);
  });

  it.each([
    ['a MAC address', '000413000037', 1],
    ['an address', '198.51.100.104', 1],
    ['a handset', '02f0001034', 1],
    ['an extension', '291', 1],
    ['a direct number', '+4570305058', 2],
    ['a name', 'østergaard', 1],
    ['a note', 'cupboard', 4],
    ['a model, which is not searched', 'T54W', 0],
  ])('are found by %s', async (_name, filter, total) => {
    expect((await getTelecomX(sandbox, '/pbx/sipphone', { filter })).body.total).toBe(total);
  });
});

describe('quirks', () => {
  it('spell brands in two ways, and omit some nulls', async () => {
    const rows = readList(await getTelecomX(sandbox, '/pbx/sipphone'), 'sipPhones');
    const brands = rows.map(({ sipPhoneModel }) => isRow(sipPhoneModel) && sipPhoneModel.brand);
    expect(brands).toEqual(expect.arrayContaining(['Snom', 'SNOM']));
    expect([rows[0]?.handsetIndex, rows[1] && 'handsetIndex' in rows[1]]).toEqual([null, false]);
    expect(JSON.stringify(readList(await getTelecomX(plain, '/pbx/sipphone'), 'sipPhones'))).not.toContain('"Snom","brandName');
  });

  it('send tones as numbers and strings, and an impossible date', async () => {
    const rows = readList(await getTelecomX(sandbox, '/pbx/sipphone', { full: 'true' }), 'sipPhones');
    const tones = new Set(rows.map(({ ringer }) => typeof (isRow(ringer) && ringer.tone)));
    expect(tones).toEqual(new Set(['string', 'number']));
    expect(JSON.stringify(rows)).toContain('214-01-01T00:00:00Z');
  });

  it('send the default number, which is not in the documented fields', async () => {
    expect(readList(await getTelecomX(sandbox, '/sip'), 'sipAccounts')[1]).toHaveProperty('defaultNumber', '+4570305110');
  });
});
