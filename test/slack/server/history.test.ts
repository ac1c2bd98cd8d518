// `/lines changes` and `since` in Slack, over the week of the sandbox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { playWeek } from '../../history/played-week.ts';
import { expectValid } from '../limits.ts';
import { alice, startResponseUrlServer } from '../slack.ts';
import { findButton, getRows, getText, startSlackServer } from '../slack-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'linekeeper-slack-history-'));
const week = await playWeek(folder);
const urls = await startResponseUrlServer();
const server = await startSlackServer(urls, {
  LINEKEEPER_ACCOUNTS: JSON.stringify(week.sandbox.accounts),
  LINEKEEPER_HISTORY: week.path,
  LINEKEEPER_SLACK_ACCESS: JSON.stringify([{ team: alice.team, accounts: ['copenhagen', 'moscow'] }]),
  LINEKEEPER_SLACK_WATCH: JSON.stringify([
    { channel: 'C0PHONES', filters: { account: 'moscow', status: 'down' }, after: '3' },
    { channel: 'C0ALL' },
  ]),
});
afterAll(async () => {
  await week.history.close();
  await week.sandbox.close();
  rmSync(folder, { recursive: true });
});

describe('/lines help watch', () => {
  it('lists the rules of automatic posts, as far as the asker may see it, and help says so', async () => {
    const text = getText(await server.command('help watch'));
    expect(text).toContain('In C0PHONES: every change, lines with account=moscow status=down, when 3 snapshots have seen it');
    expect(text).toContain('1 rule for accounts that you may not use.');
    expect(text).toContain('it needs a bot token with the scope chat:write');
    expect(getText(await server.command('help'))).toContain('/lines help watch – automatic posts');
  });
});

describe('/lines changes', () => {
  it('lists what changed, of the accounts that the asker may see', async () => {
    const message = await server.commandAnswer('changes since=2026-10-26 until=2026-11-01 change=owner,number,added');
    expectValid(message);
    expect(getRows(message).map(({ at, account, change }) => [at, account, change])).toEqual([
      ['2026-10-30 16:00 UTC', 'moscow', 'owner'],
      ['2026-10-29 10:00 UTC', 'copenhagen', 'owner'],
      ['2026-10-28 09:00 UTC', 'copenhagen', 'number'],
      ['2026-10-26 12:00 UTC', 'copenhagen', 'added'],
    ]);
    expect(getText(message)).toContain('are read in UTC; times are shown in your time zone.');
    expect(getText(message)).not.toContain('kazan');
  });

  it('shows its times in the zone of each reader, as Slack converts them', async () => {
    const message = await server.commandAnswer('changes since=2026-10-30 until=2026-10-30 change=owner');
    const [, [at]] = message.blocks.find(({ type }: { type: string }) => type === 'data_table').rows;
    expect(at.elements[0].elements[0]).toMatchObject({ type: 'date', timestamp: Date.parse('2026-10-30T16:00:00Z') / 1000 });
  });

  it('goes on with More', async () => {
    const first = await server.commandAnswer('changes since=2026-10-28 until=2026-10-28 limit=5');
    const second = await server.press(findButton(first, 'more'));
    const rows = [...getRows(first), ...getRows(second)].map(({ at, id, field }) => `${at} ${id} ${field}`);
    expect(rows).toHaveLength(10);
    expect(new Set(rows).size).toBe(10);
  });

  it('says what a moment must be', async () => {
    expect(getText(await server.commandAnswer('changes since=someday'))).toContain('monday, yesterday, 7d or 12h');
  });
});

describe('/lines list', () => {
  it('says since when a line is down', async () => {
    const rows = getRows(await server.commandAnswer('list status=down account=moscow'));
    expect(rows.find(({ id }) => id === '300103')).toMatchObject({ since: '2026-10-27 11:30 UTC' });
  });
});
