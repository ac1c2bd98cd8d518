// Checks that could not be made: each is named with its account and reason, and none of them passes, or finds, in silence.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { accountAt } from './fake-lists.ts';
import { ask, outcomeOf, ownSandbox, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts, company } = sandbox;
const audit = async (input: object = {}, at: readonly object[] = accounts) =>
  await ask('audit_lines', { limit: 500, ...input }, at, uncounted);
type Audited = Awaited<ReturnType<typeof audit>>;
const skippedIn = ({ skipped }: Audited) => [...new Set(skipped.map(({ account, check }) => `${account} ${check}`))].sort();
const foundIn = ({ findings }: Audited) => findings.map(({ code, line }) => `${code} ${keyOf(line)}`);
const planted = company.known.map(({ code, where }) => `${code} ${keyOf(where)}`);

const needs = {
  telecomx:
    'always_failover duplicate_number idle no_emergency_address no_owner not_registered number_on_inactive_trunk open_registration usage_block',
  callgear: 'blocked_by_limit blocked_manually duplicate_number many_registrations no_caller_id no_owner not_registered unrouted_number',
  exolve: 'duplicate_number no_caller_id',
};
const checksOf = (account: string, names: string) => names.split(' ').map(name => `${account} ${name}`);

describe('a check whose account is down', () => {
  it.each([
    ['telecomx', 'copenhagen'],
    ['callgear', 'moscow'],
    ['exolve', 'kazan'],
  ] as const)('is skipped for all that needs %s', async (provider, account) => {
    sandbox.fail({ provider, kind: 'ip_denied', times: 1_000 });
    const audited = await audit();
    expect(skippedIn(audited)).toEqual(checksOf(account, needs[provider]));
    for (const { reason } of audited.skipped) expect(reason).toMatch(/^denied/);
    // What the others show is found as before, and nothing that is not so.
    const others = planted.filter(name => !name.includes(` ${account} `) && !name.startsWith('duplicate_number'));
    expect(foundIn(audited)).toEqual(expect.arrayContaining(others));
    for (const found of foundIn(audited)) expect(planted).toContain(found);
  });

  it.each([
    [
      'GET /sip',
      'copenhagen',
      'always_failover duplicate_number idle no_emergency_address not_registered number_on_inactive_trunk usage_block',
    ],
    ['GET /pbx/sipphone', 'copenhagen', 'duplicate_number no_owner not_registered open_registration'],
    [
      'get.sip_lines',
      'moscow',
      'blocked_by_limit blocked_manually many_registrations no_caller_id no_owner not_registered unrouted_number',
    ],
    ['get.virtual_numbers', 'moscow', 'blocked_by_limit blocked_manually duplicate_number unrouted_number'],
    ['GetSIPList', 'kazan', 'no_caller_id'],
    ['GetList', 'kazan', 'duplicate_number'],
  ])('is skipped for all that needs %s alone, and finds nothing that is not so', async (operation, account, names) => {
    sandbox.fail({ operation, kind: 'ip_denied', times: 1_000 });
    const audited = await audit();
    expect(skippedIn(audited)).toEqual(checksOf(account, names));
    for (const found of foundIn(audited)) expect(planted).toContain(found);
  });

  it('is named once', async () => {
    sandbox.fail({ provider: 'telecomx', kind: 'ip_denied', times: 1_000 });
    const { skipped } = await audit();
    expect(skipped.map(({ account, check }) => `${account} ${check}`).sort()).toEqual(checksOf('copenhagen', needs.telecomx));
  });

  it('is named for a broken account too, and is the failure of the answer', async () => {
    const half = { name: 'half', provider: 'exolve' };
    const { content, failure } = await outcomeOf('audit_lines', {}, [...accounts, { ...half, country: 'RU' }], uncounted);
    expect(content.skipped).toEqual(
      ['duplicate_number', 'no_caller_id'].map(check => ({ account: 'half', check, reason: expect.stringMatching(/^config/) })),
    );
    expect(failure).toMatchObject({ code: 'config' });
  });

  it('does not make an account failed of which another shape gave findings', async () => {
    sandbox.fail({ operation: 'GET /sip', kind: 'ip_denied' });
    const { accounts: outcomes, findings } = await audit({ check: ['idle', 'no_emergency_address'] }, accounts.slice(0, 1));
    expect(findings).toHaveLength(1);
    expect(outcomes).toMatchObject([{ outcome: 'partial', returned: 1 }]);
  });

  it('is skipped where only the full shape is refused', async () => {
    const trunk = {
      _id: 'T',
      name: 'Trunk',
      active: true,
      numbers: [],
      status: 'ON',
      usageBlock: false,
      alwaysFailover: false,
      voiceUsage: null,
    };
    const own = await accountAt('telecomx', 'north', { 'GET /sip': [trunk] }, (asked, response) => {
      if (asked !== 'GET /sip full') return false;
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"access_denied"}');
      return true;
    });
    const audited = await audit({}, [own]);
    expect(skippedIn(audited)).toEqual(['north no_emergency_address']);
    expect(audited.findings).toEqual([]);
  });
});
