// The doctor: every step of an account, what was seen, and what to do; with eyes on the network that the test lends it.
import { type Directory, directoryOf as open, readAccounts } from '@linekeeper/core';
import { systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { examine, type Probes, type Step } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownSandbox, titlesOf } from './harness.ts';

const sandbox = await ownSandbox();
const [copenhagen, moscow, kazan] = sandbox.accounts;

const sound: Probes = {
  resolve: async () => ['192.0.2.1', '192.0.2.2'],
  handshake: async () => 90,
  serverTime: async () => Date.now(),
};

const failing = (code: string) => async () => {
  throw Object.assign(new Error('secret-host and secret-key are in here'), { code });
};

/** The provider's own address, as a real account has it; its requests arrive at the sandbox. */
const outward = { ...moscow, base_url: 'https://callgear.test/v2.0' };

function directoryOf(account: object): Directory {
  const accounts = readAccounts({}, providers, { source: 'The test', text: JSON.stringify([account]) });
  const system = systemOutside();
  const fetch: typeof system.fetch = (url, init) => system.fetch(url.replace('https://callgear.test', `${sandbox.url}/callgear`), init);
  return open(accounts, { ...system, fetch });
}

async function examined(account: object, probes: Partial<Probes> = {}, ms = 5_000): Promise<Step[]> {
  const directory = directoryOf(account);
  const steps: Step[] = [];
  for (const one of directory.accounts) {
    for await (const step of examine(one, { directory, deadline: { at: Date.now() + ms } }, { ...sound, ...probes })) steps.push(step);
  }
  const said = JSON.stringify(steps.map(({ error, ...step }) => ({ ...step, error: error?.message })));
  expect(said).not.toMatch(/secret-|sandbox-(callgear|telecomx|exolve)-|wrong-key/);
  return steps;
}

const statesOf = (steps: readonly Step[]) => steps.map(({ step, state }) => `${step} ${state}`);
const detailOf = (steps: readonly Step[], name: string) => steps.find(({ step }) => step === name)?.detail;

describe('the doctor of an account that is well', () => {
  it('takes every step, from the configuration to the quota', async () => {
    const steps = await examined(outward);
    const lists = titlesOf('callgear').map(title => `${title} ${title === 'List CallGear customer users' ? 'skipped' : 'ok'}`);
    expect(statesOf(steps)).toEqual(['configuration ok', 'name ok', 'TLS ok', 'clock ok', 'credentials ok', ...lists, 'quota ok']);
    expect(detailOf(steps, 'name')).toMatch(/callgear\.test is 192\.0\.2\.1, 192\.0\.2\.2/);
    expect(detailOf(steps, 'TLS')).toMatch(/90/);
    expect(detailOf(steps, 'quota')).toMatch(/\d+ calls left; renewed in \d+ s/);
    expect(steps.every(({ account }) => account === 'moscow')).toBe(true);
  });

  it('skips what there is none of: a name to look up, TLS, a quota', async () => {
    for (const account of [copenhagen, kazan]) {
      const steps = await examined(account ?? {}, { resolve: failing('NEVER'), handshake: failing('NEVER') });
      expect(statesOf(steps)).toEqual(expect.arrayContaining(['name skipped', 'TLS skipped', 'credentials ok', 'quota skipped']));
      expect(steps.some(({ state }) => state === 'failed')).toBe(false);
    }
  });

  it('skips the clock of a provider that does not say its time', async () => {
    expect(statesOf(await examined(outward, { serverTime: async () => undefined }))).toContain('clock skipped');
    expect(statesOf(await examined(outward, { serverTime: failing('ETIMEDOUT') }))).toContain('clock skipped');
  });
});

describe('the doctor’s remedy', () => {
  it('for half a configuration is what to set, and nothing is asked', async () => {
    const steps = await examined({ name: 'half', provider: 'callgear', login: 'someone' });
    expect(statesOf(steps)).toEqual(['configuration failed', 'everything else skipped']);
    expect(steps[0]).toMatchObject({ detail: expect.stringMatching(/password/), error: { code: 'config' } });
  });

  it('for a name without address is the base URL and DNS', async () => {
    const steps = await examined(outward, { resolve: failing('ENOTFOUND') });
    expect(statesOf(steps)).toEqual(['configuration ok', 'name failed', 'credentials and rights skipped']);
    expect(detailOf(steps, 'name')).toMatch(/callgear\.test has no address \(ENOTFOUND\).*base URL.*DNS/);
    expect(sandbox.requests).toEqual([]);
  });

  it('for a failed handshake is the proxy or firewall', async () => {
    const steps = await examined(outward, { handshake: failing('CERT_HAS_EXPIRED') });
    expect(statesOf(steps)).toEqual(['configuration ok', 'name ok', 'TLS failed', 'credentials and rights skipped']);
    expect(detailOf(steps, 'TLS')).toMatch(/CERT_HAS_EXPIRED.*(proxy|firewall)/);
  });

  it.each([
    [3_600_000, /3600 s off.*NTP/],
    [-3_600_000, /3600 s off/],
  ])('for a clock that is %i ms off is NTP, and the rest is looked at all the same', async (ms, detail) => {
    const steps = await examined(outward, { serverTime: async () => Date.now() + ms });
    expect(statesOf(steps)).toEqual(expect.arrayContaining(['clock failed', 'credentials ok']));
    expect(detailOf(steps, 'clock')).toMatch(detail);
  });

  it.each([
    ['callgear', { ...moscow, access_token: 'wrong-key-of-nobody' }, /token.*login.*brand/],
    ['telecomx', { ...copenhagen, token: 'wrong-key-of-nobody' }, /token is rejected/],
    ['exolve', { ...kazan, api_key: 'wrong-key-of-nobody' }, /EXOLVE_API_KEY/],
  ])('for a wrong key of %s is the key, and no list is asked in vain', async (_, account, detail) => {
    const steps = await examined(account);
    expect(steps.find(({ step }) => step === 'credentials')).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(detail),
      error: { code: 'auth' },
    });
    expect(sandbox.requests).toHaveLength(1);
  });

  it('for an address that is not allow-listed is where to add it; the credentials are fine', async () => {
    sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    const steps = await examined(outward);
    expect(statesOf(steps)).toContain('credentials ok');
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      detail: expect.stringMatching(/allow list.*Administrator/),
      error: { code: 'denied' },
    });
  });

  it('for a right that is missing for one list names that list and the access level', async () => {
    sandbox.fail({ operation: 'GET /pbx/sipphone', kind: 'ip_denied', times: 1_000 });
    const steps = await examined(copenhagen ?? {});
    expect(statesOf(steps)).toEqual(expect.arrayContaining(['credentials ok', 'List Telecom X SIP accounts ok', 'List Telecom X SIP phones failed']));
    expect(detailOf(steps, 'List Telecom X SIP phones')).toMatch(/VIEWER/);
  });

  it('for an address at which no provider is does not praise the credentials', async () => {
    const steps = await examined({ ...kazan, base_url: `${sandbox.url}/nowhere` });
    expect(detailOf(steps, 'credentials')).toBe('not known: the provider did not say');
    expect(steps.find(({ state }) => state === 'failed')?.detail).toMatch(/no such resource. Check the base URL/);
  });

  it('for a provider that is out of order does not blame the credentials', async () => {
    sandbox.fail({ provider: 'exolve', kind: 'unavailable', times: 1_000 });
    const steps = await examined(kazan ?? {}, {}, 600);
    expect(statesOf(steps)).toEqual(expect.arrayContaining(['credentials skipped', 'List MTS Exolve SIP IDs failed']));
  });

  it.each([
    ['minute', { minute: 2 }],
    ['day', { day: 2 }],
  ])('for a %s’s limit that is used up is said at the list and at the quota', async (period, limits) => {
    const used = await startSandbox({ limits });
    onTestFinished(() => used.close());
    const steps = await examined({ ...moscow, base_url: `${used.url}/callgear/v2.0` }, {}, 600);
    expect(steps.find(({ state }) => state === 'failed')).toMatchObject({
      error: { code: 'rate_limited' },
      detail: expect.stringMatching(`${period}|limit`),
    });
    expect(statesOf(steps)).toContain('quota failed');
  });
});
