// Posts to channels, through the real client to a fake of Slack's API: threads, rate limits, refusals, and names that try to be more than text.
import { systemClock } from '@linekeeper/core/node';
import { createChannelPoster, readApiUrl } from '@linekeeper/slack';
import { beforeEach, describe, expect, it } from 'vitest';
import { getTitle, SlackApi, startSlackApi } from './slack-api.ts';

const api = await startSlackApi();
beforeEach(() => {
  api.messages.length = 0;
  api.requests.length = 0;
  api.answer = () => 'ok';
});

const hostile = '<!channel> <https://evil.example|click> :boom: *bold* \u202ex `code` @here';
const table = {
  columns: ['at', 'change', 'name', 'before', 'after'],
  timeColumns: ['at'],
  rows: Array.from({ length: 300 }, (_, index) => ({
    at: '2026-11-27T09:14:00Z',
    change: 'status',
    name: `${hostile} ${index}`,
    before: 'up',
    after: 'down',
  })),
  hasMore: false,
};

const post = (
  announcement: Parameters<ReturnType<typeof createChannelPoster>>[0] = {
    title: 'moscow cannot be read',
    textLines: ['No answer.'],
    at: 1,
  },
  {
    thread = '',
    mayRepeat = false,
    timeoutMs = 8_000,
    notice,
  }: { thread?: string; mayRepeat?: boolean; timeoutMs?: number; notice?: string } = {},
) => {
  const poster = createChannelPoster({ botToken: 'xoxb-fake-token', apiUrl: api.url, fetch, clock: systemClock, notice });
  return poster(announcement, { channel: 'C0PHONES', thread, mayRepeat, deadline: { at: Date.now() + timeoutMs } });
};

describe('a post', () => {
  it('arrives with its time, and is answered in its thread', async () => {
    const ts = await post();
    await post({ title: 'moscow is read again', textLines: [] }, { thread: ts });
    expect(api.messages).toMatchObject([
      { channel: 'C0PHONES', ts, text: 'moscow cannot be read\nNo answer.' },
      { channel: 'C0PHONES', thread: ts },
    ]);
    expect(api.messages.map(getTitle)).toEqual(['moscow cannot be read', 'moscow is read again']);
    expect(JSON.stringify(api.messages[0]?.blocks)).toContain('<!date^0^{date_short_pretty} {time}|1970-01-01 00:00 UTC>');
    expect(api.requests[0]).toEqual({ path: '/api/chat.postMessage', authorization: 'Bearer xoxb-fake-token' });
  });

  it('is text alone, whatever its names are, and says how much did not fit', async () => {
    await post({ title: hostile, textLines: [hostile, ''], table });
    const [message] = api.messages;
    expect(JSON.stringify(message?.blocks)).toMatch(/and \d+ more rows: see \/lines changes/);
    const [data] = message?.blocks.filter(({ type }) => type === 'data_table') ?? [];
    expect(data.rows[1][0].elements[0].elements[0]).toMatchObject({ type: 'date', fallback: '2026-11-27 09:14 UTC' });
  });

  it('is sent without its table where Slack rejects that', async () => {
    api.answer = ({ blocks }) => (blocks.some(({ type }) => type === 'data_table') ? { error: 'invalid_blocks' } : 'ok');
    await post({ title: 'moscow: 3 lines down', textLines: [], table: { ...table, rows: table.rows.slice(0, 3) } });
    expect(api.messages).toHaveLength(1);
    expect(api.messages[0]?.text).toContain('up · down');
  });

  it('says that it may be a repetition, and that its data is not real', async () => {
    await post(undefined, { mayRepeat: true, notice: 'This is the sandbox.' });
    expect(api.messages[0]?.text).toMatch(/This is the sandbox\.\nPosted again, since Slack did not confirm/);
  });

  it.each([
    [
      { error: 'missing_scope', needed: 'chat:write' },
      'config',
      /lacks the scope chat:write: add it to the app, and install the app again/,
    ],
    [{ error: 'invalid_auth' }, 'config', /bot token is not valid/],
    [{ error: 'not_in_channel' }, 'denied', /C0PHONES: the app is not in the channel: type \/invite @Linekeeper there/],
    [{ error: 'channel_not_found' }, 'denied', /does not exist, or it is private/],
    [{ error: 'is_archived' }, 'denied', /archived/],
    [{ error: 'fatal_error' }, 'unavailable', /fatal_error/],
    [{ error: 'some_new_error' }, 'refused', /some_new_error/],
    [{ status: 503 }, 'unavailable', /HTTP 503/],
    [{ status: 502 }, 'timeout', /did not confirm/],
    ['closes', 'timeout', /did not confirm/],
  ] as const)('that Slack answers with %j is %s', async (answer, code, message) => {
    api.answer = () => answer;
    await expect(post()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await expect(post()).rejects.not.toMatchObject({ message: expect.stringContaining('xoxb') });
  });

  it('that is limited says how long to wait', async () => {
    api.answer = () => ({ status: 429, headers: { 'retry-after': '7' } });
    await expect(post()).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterS: 7 } });
    expect(api.requests).toHaveLength(1);
  });

  it('that is not answered within the time left may have arrived', async () => {
    api.answer = () => 'hangs';
    await expect(post(undefined, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('to a server that is not there was not sent', async () => {
    const closed = new SlackApi();
    await closed.start();
    const apiUrl = closed.url;
    closed.close();
    const poster = createChannelPoster({ botToken: 'x', apiUrl, fetch, clock: systemClock });
    const target = { channel: 'C0', thread: '', mayRepeat: false, deadline: { at: Date.now() + 5_000 } };
    await expect(poster({ title: 't', textLines: [] }, target)).rejects.toMatchObject({ code: 'network' });
  });
});

describe('the address of the API', () => {
  it('is that of Slack, or a safe one', () => {
    expect(readApiUrl({})).toBe('https://slack.com/api/');
    expect(readApiUrl({ LINEKEEPER_SLACK_API_URL: 'https://slack-gov.com/api' })).toBe('https://slack-gov.com/api/');
    expect(() => readApiUrl({ LINEKEEPER_SLACK_API_URL: 'http://slack.com/api/' })).toThrow(
      'LINEKEEPER_SLACK_API_URL must be an https: URL',
    );
  });
});
