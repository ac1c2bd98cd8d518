// The doctor: the steps, details and remedies of an account, with fake network probes.
import { type AccountRegistry, createAccountRegistry as open, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { type DiagnosticStep, diagnose, type NetworkProbes } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLoopbackServer } from '../core/loopback-server.ts';
import { getListTitles, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();
const [copenhagen, moscow, kazan] = sandbox.accounts;

const healthyProbes: NetworkProbes = {
  lookUpHost: async () => ['192.0.2.1', '192.0.2.2'],
  certificateDaysLeft: async () => 90,
};

const failWith = (code: string) => async () => {
  throw Object.assign(new Error('secret-host and secret-key are in here'), { code });
};

/** An account with an HTTPS base URL, as in production; its requests are redirected to the sandbox. */
const remoteAccount = { ...moscow, base_url: 'https://callgear.test/v2.0' };

/** `clockOffsetMs`: how far this machine's clock is ahead. */
function createRegistry(account: object, clockOffsetMs: number): AccountRegistry {
  const accounts = readAccounts({}, providers, { source: 'The test', value: [account] });
  const system = undiciRuntime();
  const clock = { ...system.clock, now: () => system.clock.now() + clockOffsetMs };
  const fetch: typeof system.fetch = (url, init) => system.fetch(url.replace('https://callgear.test', `${sandbox.url}/callgear`), init);
  return open(accounts, { ...system, fetch, clock });
}

async function diagnoseAccount(
  account: object,
  probes: Partial<NetworkProbes> = {},
  { timeoutMs = 5_000, clockOffsetMs = 0 } = {},
): Promise<DiagnosticStep[]> {
  const registry = createRegistry(account, clockOffsetMs);
  const deadline = { at: registry.clock.now() + timeoutMs };
  const steps: DiagnosticStep[] = [];
  for (const registered of registry.accounts) {
    for await (const step of diagnose(registered, { registry, deadline }, { ...healthyProbes, ...probes })) steps.push(step);
  }
  const json = JSON.stringify(steps.map(({ error, ...step }) => ({ ...step, error: error?.message })));
  expect(json).not.toMatch(/secret-|sandbox-(callgear|telecomx|exolve)-|wrong-key/);
  return steps;
}

const getStates = (steps: readonly DiagnosticStep[]) => steps.map(({ step, state }) => `${step} ${state}`);
const getDetail = (steps: readonly DiagnosticStep[], name: string) => steps.find(({ step }) => step === name)?.detail;

describe('the doctor of a healthy account', () => {
  it('reports every step, from the configuration to the quota', async () => {
    const steps = await diagnoseAccount(remoteAccount);
    const lists = getListTitles('callgear')
      // It needs the ids of numbers.
      .filter(title => title !== 'List CallGear number charges')
      .map(title => `${title} ${title.startsWith('List CallGear customer') ? 'skipped' : 'ok'}`);
    expect(getStates(steps)).toEqual([
      'configuration ok',
      'DNS ok',
      'TLS ok',
      'clock ok',
      'credentials ok',
      'rights ok',
      ...lists,
      'quota ok',
    ]);
    expect(getDetail(steps, 'DNS')).toMatch(/callgear\.test is 192\.0\.2\.1, 192\.0\.2\.2/);
    expect(getDetail(steps, 'TLS')).toMatch(/90/);
    expect(getDetail(steps, 'quota')).toMatch(/\d+ requests left; renewed in \d+ s/);
    expect(steps.every(({ account }) => account === 'moscow')).toBe(true);
  });

  it('skips DNS and TLS on loopback, and the quota of a provider that reports none', async () => {
    for (const account of [copenhagen, kazan]) {
      const steps = await diagnoseAccount(account ?? {}, { lookUpHost: failWith('NEVER'), certificateDaysLeft: failWith('NEVER') });
      expect(getStates(steps)).toEqual(expect.arrayContaining(['DNS skipped', 'TLS skipped', 'credentials ok', 'quota skipped']));
      expect(steps.some(({ state }) => state === 'failed')).toBe(false);
    }
  });

  it('skips the clock of a provider that does not report its time', async () => {
    const url = await startLoopbackServer((_, response) => {
      response.sendDate = false;
      response.writeHead(401).end();
    });
    expect(getStates(await diagnoseAccount({ ...kazan, base_url: url }))).toContain('clock skipped');
  });
});

describe('the doctor’s remedy', () => {
  it('for an incomplete configuration names the missing setting, and sends no request', async () => {
    const steps = await diagnoseAccount({ name: 'half', provider: 'callgear', login: 'someone' });
    expect(getStates(steps)).toEqual(['configuration failed', 'everything else skipped']);
    expect(steps[0]).toMatchObject({ detail: expect.stringMatching(/password/), error: { code: 'config' } });
  });

  it('for an unresolved host names the base URL and DNS', async () => {
    const steps = await diagnoseAccount(remoteAccount, { lookUpHost: failWith('ENOTFOUND') });
    expect(getStates(steps)).toEqual(['configuration ok', 'DNS failed', 'credentials and permissions skipped']);
    expect(getDetail(steps, 'DNS')).toMatch(/callgear\.test has no address \(ENOTFOUND\).*base URL.*DNS/);
    expect(sandbox.requests).toEqual([]);
  });

  it('for a failed TLS handshake names the proxy or firewall', async () => {
    const steps = await diagnoseAccount(remoteAccount, { certificateDaysLeft: failWith('CERT_HAS_EXPIRED') });
    expect(getStates(steps)).toEqual(['configuration ok', 'DNS ok', 'TLS failed', 'credentials and permissions skipped']);
    expect(getDetail(steps, 'TLS')).toMatch(/CERT_HAS_EXPIRED.*(proxy|firewall)/);
  });

  it.each([
    [3_600_000, /(3599|3600|3601) s off.*NTP/],
    [-3_600_000, /(3599|3600|3601) s off/],
  ])('for a clock that is %i ms off names NTP, and the other steps continue', async (ms, detail) => {
    const steps = await diagnoseAccount(remoteAccount, {}, { clockOffsetMs: ms });
    expect(getStates(steps)).toEqual(expect.arrayContaining(['clock failed', 'credentials ok']));
    expect(getDetail(steps, 'clock')).toMatch(detail);
  });

  it.each([
    ['callgear', { ...moscow, access_token: 'wrong-key-value' }, /token.*login.*brand/],
    ['telecomx', { ...copenhagen, token: 'wrong-key-value' }, /token was rejected/],
    ['exolve', { ...kazan, api_key: 'wrong-key-value' }, /EXOLVE_API_KEY/],
  ])('for a wrong key of %s names the key, and stops after one request', async (_, account, detail) => {
    const steps = await diagnoseAccount(account);
    expect(steps.find(({ step }) => step === 'credentials')).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(detail),
      error: { code: 'auth' },
    });
    expect(sandbox.requests).toHaveLength(1);
  });

  it('for an IP address that is not allow-listed tells where to add it; the credentials are ok', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const steps = await diagnoseAccount(remoteAccount);
    expect(getStates(steps)).toContain('credentials ok');
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      detail: expect.stringMatching(/allow list.*Administrator/),
      error: { code: 'denied' },
    });
  });

  it('for a missing permission names the list and the access level', async () => {
    sandbox.addFault({ operation: 'GET /pbx/sipphone', kind: 'ip_denied', times: 1_000 });
    const steps = await diagnoseAccount(copenhagen ?? {});
    expect(getStates(steps)).toEqual(
      expect.arrayContaining(['credentials ok', 'List Telecom X SIP accounts ok', 'List Telecom X SIP phones failed']),
    );
    expect(getDetail(steps, 'List Telecom X SIP phones')).toMatch(/VIEWER/);
  });

  it('for a base URL without a provider does not report the credentials as ok', async () => {
    const steps = await diagnoseAccount({ ...kazan, base_url: `${sandbox.url}/nowhere` });
    expect(getDetail(steps, 'credentials')).toBe('unknown: the provider did not confirm them');
    expect(steps.find(({ state }) => state === 'failed')?.detail).toMatch(/The resource was not found. Check the base URL/);
  });

  it('for a failing provider does not report the credentials as failed', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'unavailable', times: 1_000 });
    const steps = await diagnoseAccount(kazan ?? {}, {}, { timeoutMs: 600 });
    expect(getStates(steps)).toEqual(expect.arrayContaining(['credentials skipped', 'List MTS Exolve SIP IDs failed']));
  });

  it.each([
    ['minute', { minute: 2 }],
    ['day', { day: 2 }],
  ])('for a used-up limit per %s is reported at the list and at the quota', async (period, callGearLimits) => {
    const used = await startSandbox({ callGearLimits });
    onTestFinished(() => used.close());
    const steps = await diagnoseAccount({ ...moscow, base_url: `${used.url}/callgear/v2.0` }, {}, { timeoutMs: 600 });
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      error: { code: 'rate_limited' },
      detail: expect.stringMatching(`${period}|limit`),
    });
    expect(getStates(steps)).toContain('quota failed');
  });
});

describe('the rights of an account', () => {
  it.each([
    [copenhagen, 'access level OWNER, which suffices for every list'],
    [moscow, 'user type admin, which suffices for every list'],
  ])('suffice in the sandbox (%#)', async (account, detail) => {
    const step = (await diagnoseAccount(Object(account))).find(({ step: name }) => name === 'rights');
    expect(step).toMatchObject({ state: 'ok', detail });
  });

  it('are told before a list is refused', async () => {
    const steps = await diagnoseAccount({ ...copenhagen, token: 'sandbox-telecomx-personal' });
    const index = steps.findIndex(({ step }) => step === 'rights');
    expect(steps[index]).toMatchObject({ state: 'skipped', detail: 'access level PERSONAL; missing: access level VIEWER (11 lists)' });
    expect(steps[index + 1]).toMatchObject({ step: 'List Telecom X SIP accounts', state: 'failed' });
  });

  it('are unknown if the provider refuses to tell them, which decides nothing', async () => {
    sandbox.addFault({ operation: 'getobj.account', kind: 'ip_denied', times: 10 });
    const steps = await diagnoseAccount(remoteAccount);
    expect(getDetail(steps, 'rights')).toMatch(/^the provider did not tell them: /);
    expect(getStates(steps)).toContain('List CallGear SIP lines ok');
  });

  it.each([kazan, { ...copenhagen, token_in: 'header' }])('are left out where the provider does not tell them (%#)', async account => {
    expect(getDetail(await diagnoseAccount(Object(account)), 'rights')).toBeUndefined();
  });
});
