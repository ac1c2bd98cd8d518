// The snapshot function as it is bundled, over a played day with failures and double deliveries: Slack gets the expected posts, each once.
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../history/aws/moto-store.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { getTitle, startSlackApi } from '../slack/slack-api.ts';
import { type LambdaFunction, startFunction } from './functions.ts';
import { createSecret, hasMoto, reportSkipped, startMotoEnvironment } from './moto.ts';

reportSkipped('the posts of the snapshot function');

const company = buildCompany();
const base = buildCompany();
const sandbox = await startSandbox({ company, callGearLimits: highCallGearLimits });
const api = await startSlackApi();
afterAll(() => sandbox.close());

const setOnline = (index: number, isOnline: boolean) => {
  const [line, before] = [company.moscow.sipLines[index], base.moscow.sipLines[index]];
  if (line !== undefined && before !== undefined) line.physical_state = isOnline ? before.physical_state : 'Not registered';
};
const registered = base.moscow.sipLines.flatMap(({ physical_state }, index) => (physical_state === 'Registered' ? [index] : []));
const [first = 0, second = 0] = registered;

/** What happens before the snapshot of an hour. */
const hours: Readonly<Record<number, () => void>> = {
  3: () => setOnline(first, false),
  5: () => setOnline(second, false),
  6: () => setOnline(second, true),
  7: () => setOnline(first, true),
  8: () => sandbox.addFault({ kind: 'ip_denied', provider: 'exolve', times: Number.MAX_SAFE_INTEGER }),
  11: () => sandbox.clearFaults(),
  12: () => {
    for (const index of registered) setOnline(index, false);
  },
  15: () => {
    for (const index of registered) setOnline(index, true);
  },
  17: () => Object.assign(company.moscow.sipLines[first] ?? {}, { employee_id: null, employee_full_name: null }),
};

describe.skipIf(!hasMoto)('the snapshot function', () => {
  let snapshot: LambdaFunction;

  beforeAll(async () => {
    const environment = await startMotoEnvironment();
    await createStore('history');
    const slack = {
      signing_secret: 'fake-signing-secret',
      bot_token: 'xoxb-fake-token',
      watch: [{ channel: 'C0PHONES', filters: { account: ['moscow', 'kazan'] }, changes: ['status', 'owner'], after: '2' }],
      digest: [
        { channel: 'C0MORNING', at: '06:00', timezone: 'UTC' },
        { channel: 'C0QUIET', at: '16:00', timezone: 'UTC', days: ['fri'] },
        { channel: 'C0QUIET', at: '06:00', timezone: 'UTC', days: ['mon'] },
      ],
    };
    await createSecret('linekeeper/accounts', sandbox.accounts);
    await createSecret('linekeeper/slack', slack);
    snapshot = await startFunction('snapshot', {
      ...environment,
      POWERTOOLS_METRICS_DISABLED: 'true',
      LINEKEEPER_HISTORY_TABLE: 'history',
      LINEKEEPER_HISTORY_BUCKET: 'history',
      LINEKEEPER_SLACK_SECRET: 'linekeeper/slack',
      LINEKEEPER_SLACK_API_URL: api.url,
    });
  });
  afterAll(() => snapshot?.close());

  it('posts what lasts, its end in its thread, a storm as one message, and the digest that has something to say', async () => {
    const deliver = async (hour: number) => {
      const time = `2026-11-27T${String(hour).padStart(2, '0')}:00:00Z`;
      await snapshot.invoke({ time }, 90_000);
    };
    for (let hour = 0; hour < 24; hour++) {
      hours[hour]?.();
      // Slack is out of service when Moscow has been down for long enough, and closes the connection when the owner has been gone.
      api.keepsUnanswered = false;
      api.answer = () => (hour === 13 ? { status: 503 } : hour === 18 ? 'closes' : 'ok');
      await deliver(hour);
      if (hour % 3 === 0) await deliver(hour);
    }
    const titles = api.messages.map(message => {
      const answered = api.messages.find(({ ts, channel }) => ts === message.thread && channel === message.channel);
      return `${message.channel} ${answered === undefined ? '' : `[${getTitle(answered)}] `}${getTitle(message)}`;
    });
    const label = /^C0PHONES (.*): up → down$/.exec(titles[0] ?? '')?.[1] ?? '';
    const [, storm = '', count = ''] =
      titles.map(title => /^C0PHONES (moscow: (\d+) lines down \(sip_line\))$/.exec(title) ?? []).find(([found]) => found) ?? [];
    expect(Number(count)).toBeGreaterThan(30);
    expect(titles).toEqual([
      `C0PHONES ${label}: up → down`,
      'C0MORNING Digest: 1 change',
      `C0PHONES [${label}: up → down] ${label}: down → up`,
      'C0PHONES kazan cannot be read',
      'C0PHONES [kazan cannot be read] kazan is read again',
      `C0PHONES ${storm}`,
      `C0PHONES [${storm}] ${count} lines: up`,
      expect.stringMatching(/^C0PHONES .*: owner .* → –$/),
    ]);
    // The post at 18 h may have arrived: the one at 19 h says so.
    expect(api.messages.map(({ text }) => text.includes('Posted again'))).toEqual([...Array(7).fill(false), true]);
    expect(api.requests.every(({ authorization }) => authorization === 'Bearer xoxb-fake-token')).toBe(true);
  }, 180_000);

  it('writes the snapshot also where nothing can be posted, and logs one line with the remedy', async () => {
    setOnline(first, false);
    setOnline(second, false);
    api.answer = () => ({ error: 'missing_scope', needed: 'chat:write' });
    const before = snapshot.log().length;
    // A digest is due at 10 h, the change at 11 h.
    for (const hour of [10, 11]) await snapshot.invoke({ time: `2026-11-28T${hour}:00:00Z` }, 90_000);
    const logged = snapshot.log().slice(before);
    expect(logged.split('lacks the scope chat:write: add it to the app').length - 1).toBe(2);
    expect(logged).not.toContain('xoxb');
  }, 60_000);
});
