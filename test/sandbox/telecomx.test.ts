// The two lists of Telecom X's stand-in: both shapes, filters and quirks.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, ids, isRow, list, type Reply } from './harness.ts';

let sandbox: Sandbox;
let plain: Sandbox;
beforeAll(async () => {
  [sandbox, plain] = await Promise.all([startSandbox(), startSandbox({ quirks: false })]);
});
afterAll(() => Promise.all([sandbox.close(), plain.close()]));

const reseller = 'sandbox-telecomx-reseller';
const trunkIds = (reply: Reply): unknown[] => ids(list(reply, 'sipAccounts'), '_id');

describe('trunks', () => {
  const condensed = `_id,active,alwaysFailover,connection,failover,ipAddress,name,numbers,pbx,ratePlan,ratePlanName,status,usageBlock,username,voiceUsage`;

  it('are condensed by default', async () => {
    const found = list(await get(plain, '/sip'), 'sipAccounts');
    expect(
      Object.keys(found[1] ?? {})
        .sort()
        .join(),
    ).toBe(condensed);
    expect(found[1]?.voiceUsage).toHaveLength(12);
    expect(
      Object.keys(found[0] ?? {})
        .sort()
        .join(),
    ).toBe('_id,active,name,numbers,pbx,ratePlan,ratePlanName,usageBlock,voiceUsage');
  });

  it('are complete on request, without what only others may see', async () => {
    const found = list(await get(plain, '/sip', { full: 'true' }), 'sipAccounts');
    expect(Object.keys(found[1] ?? {})).toEqual(
      expect.arrayContaining(['password', 'custom', 'contact', 'address', 'type', 'invoicedUntil', 'billingCustomer']),
    );
    expect(Object.keys(found[1] ?? {})).toHaveLength(34);
    for (const name of ['voiceUsage', 'ratePlanName', 'notes', 'sipServer']) expect(found[1]).not.toHaveProperty(name);
    for (const name of ['status', 'contact', 'connection', 'username', 'password', 'failover', 'defaultNumber'])
      expect(found[0]).not.toHaveProperty(name);
    const seen = list(await get(plain, '/sip', { full: 'true' }, reseller), 'sipAccounts');
    expect(seen[0]?.notes).toBe('Main number is 70 30 50 50');
  });

  it('are up, down, or a switchboard that says neither', async () => {
    expect((await get(sandbox, '/sip', { up: 'true' })).body.total).toBe(4);
    expect((await get(sandbox, '/sip', { up: 'false' })).body.total).toBe(2);
  });

  it.each([
    ['a name', 'kastrup', [3]],
    ['a part of a number', '0305117', [2, 6]],
    ['an address', '192.0.2.50', [5]],
    ['a user name', 'TRUNK0004', [4]],
    ['a note', 'ignore all', [7]],
    ['a rate plan, which is not searched', 'Standard', []],
  ])('are found by %s', async (_what, filter, expected) => {
    const found = trunkIds(await get(plain, '/sip', { filter }));
    expect(found).toEqual(expected.map(index => plain.company.copenhagen.trunks[index - 1]?._id));
  });
});

describe('phones', () => {
  it('carry their model, extension and person as objects, or in full as ids', async () => {
    const [normal] = list(await get(plain, '/pbx/sipphone', { limit: '1' }), 'sipPhones');
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
    const [full] = list(await get(plain, '/pbx/sipphone', { limit: '1', full: 'true' }), 'sipPhones');
    expect(Object.keys(full ?? {})).toHaveLength(33);
    expect([typeof full?.sipPhoneModel, typeof full?.extension, String(full?.password).length]).toEqual(['string', 'string', 32]);
    expect(full).not.toHaveProperty('employee');
  });

  it('can be the unassigned ones alone', async () => {
    expect((await get(sandbox, '/pbx/sipphone', { available: 'true' })).body.total).toBe(4);
    expect((await get(sandbox, '/pbx/sipphone', { available: 'false' })).body.total).toBe(45);
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
  ])('are found by %s', async (_what, filter, total) => {
    expect((await get(sandbox, '/pbx/sipphone', { filter })).body.total).toBe(total);
  });
});

describe('quirks', () => {
  it('spell brands in two ways, and let nulls come and go', async () => {
    const found = list(await get(sandbox, '/pbx/sipphone'), 'sipPhones');
    const brands = found.map(({ sipPhoneModel }) => isRow(sipPhoneModel) && sipPhoneModel.brand);
    expect(brands).toEqual(expect.arrayContaining(['Snom', 'SNOM']));
    expect([found[0]?.handsetIndex, found[1] && 'handsetIndex' in found[1]]).toEqual([null, false]);
    expect(JSON.stringify(list(await get(plain, '/pbx/sipphone'), 'sipPhones'))).not.toContain('"Snom","brandName');
  });

  it('send tones as numbers and text, and a date that never was', async () => {
    const found = list(await get(sandbox, '/pbx/sipphone', { full: 'true' }), 'sipPhones');
    const tones = new Set(found.map(({ ringer }) => typeof (isRow(ringer) && ringer.tone)));
    expect(tones).toEqual(new Set(['string', 'number']));
    expect(JSON.stringify(found)).toContain('214-01-01T00:00:00Z');
  });

  it('show the default number that the table leaves out', async () => {
    expect(list(await get(sandbox, '/sip'), 'sipAccounts')[1]).toHaveProperty('defaultNumber', '+4570305110');
  });
});
