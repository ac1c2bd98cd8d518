// Audit checks that could not be run: each is reported as skipped, with its account and reason.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, runTool, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts, company } = sandbox;
const audit = async (input: object = {}, at: readonly object[] = accounts) =>
  await askQuestion('audit_lines', { limit: 500, ...input }, at, unlimited);
type AuditAnswer = Awaited<ReturnType<typeof audit>>;
const getSkipped = ({ skipped }: AuditAnswer) => [...new Set(skipped.map(({ account, check }) => `${account} ${check}`))].sort();
const getFindings = ({ findings }: AuditAnswer) => findings.map(({ code, line }) => `${code} ${getLineKey(line)}`);
const expectedFindings = company.expectedFindings.map(({ code, subject }) => `${code} ${getLineKey(subject)}`);

const checksByProvider = {
  telecomx:
    'always_failover disa_open duplicate_number idle no_emergency_address no_owner no_second_factor no_sip_behind not_registered number_on_inactive_trunk open_registration porting_attention redirect_to_private route_to_dead_end usage_block',
  callgear:
    'blocked_by_limit blocked_manually duplicate_number many_registrations no_caller_id no_owner not_registered route_to_dead_end suspended_in_group unrouted_number',
  exolve: 'duplicate_number no_caller_id',
};
const toSkipped = (account: string, names: string) => names.split(' ').map(name => `${account} ${name}`);

describe('a check whose account is down', () => {
  it.each([
    ['telecomx', 'copenhagen'],
    ['callgear', 'moscow'],
    ['exolve', 'kazan'],
  ] as const)('is skipped if it needs %s', async (provider, account) => {
    sandbox.addFault({ provider, kind: 'ip_denied', times: 1_000 });
    const answer = await audit();
    expect(getSkipped(answer)).toEqual(toSkipped(account, checksByProvider[provider]));
    for (const { reason } of answer.skipped) expect(reason).toMatch(/^denied/);
    // The findings of the other accounts are unaffected, and there are no false ones.
    const others = expectedFindings.filter(name => !name.includes(` ${account} `) && !name.startsWith('duplicate_number'));
    expect(getFindings(answer)).toEqual(expect.arrayContaining(others));
    for (const found of getFindings(answer)) expect(expectedFindings).toContain(found);
  });

  it.each([
    [
      'GET /sip',
      'copenhagen',
      'always_failover duplicate_number idle no_emergency_address not_registered number_on_inactive_trunk redirect_to_private route_to_dead_end usage_block',
    ],
    ['GET /pbx/sipphone', 'copenhagen', 'duplicate_number no_owner not_registered open_registration redirect_to_private route_to_dead_end'],
    [
      'get.sip_lines',
      'moscow',
      'blocked_by_limit blocked_manually many_registrations no_caller_id no_owner not_registered route_to_dead_end suspended_in_group unrouted_number',
    ],
    ['get.virtual_numbers', 'moscow', 'blocked_by_limit blocked_manually duplicate_number route_to_dead_end unrouted_number'],
    ['get.scenarios', 'moscow', 'route_to_dead_end'],
    ['GET /pbx/dialplan', 'copenhagen', 'disa_open route_to_dead_end'],
    ['GetSIPList', 'kazan', 'no_caller_id'],
    ['GetList', 'kazan', 'duplicate_number'],
  ])('is skipped if it needs %s, and gives no false findings', async (operation, account, names) => {
    sandbox.addFault({ operation, kind: 'ip_denied', times: 1_000 });
    const answer = await audit();
    expect(getSkipped(answer)).toEqual(toSkipped(account, names));
    for (const found of getFindings(answer)) expect(expectedFindings).toContain(found);
  });

  it('is reported once', async () => {
    sandbox.addFault({ provider: 'telecomx', kind: 'ip_denied', times: 1_000 });
    const { skipped } = await audit();
    expect(skipped.map(({ account, check }) => `${account} ${check}`).sort()).toEqual(toSkipped('copenhagen', checksByProvider.telecomx));
  });

  it('is reported for a broken account, too, and is the failure of the answer', async () => {
    const half = { name: 'half', provider: 'exolve' };
    const { content, failure } = await runTool('audit_lines', {}, [...accounts, { ...half, country: 'RU' }], unlimited);
    expect(content.skipped).toEqual(
      ['duplicate_number', 'no_caller_id'].map(check => ({
        account: 'half',
        check,
        reason: expect.stringMatching(/^config/),
      })),
    );
    expect(failure).toMatchObject({ code: 'config' });
  });

  it('leaves an account partial if its other requests gave findings', async () => {
    sandbox.addFault({ operation: 'GET /sip', kind: 'ip_denied' });
    const { accounts: outcomes, findings } = await audit({ check: ['idle', 'no_emergency_address'] }, accounts.slice(0, 1));
    expect(findings).toHaveLength(1);
    expect(outcomes).toMatchObject([{ outcome: 'partial', returned: 1 }]);
  });

  it('is skipped if only the request for all fields is refused', async () => {
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
    const fakeAccount = await startFakeAccount('telecomx', 'north', { 'GET /sip': [trunk] }, (listName, response) => {
      if (listName !== 'GET /sip full') return false;
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"access_denied"}');
      return true;
    });
    const answer = await audit({}, [fakeAccount]);
    expect(getSkipped(answer)).toEqual(['north no_emergency_address']);
    expect(answer.findings).toEqual([]);
  });
});
