// The controls of an answer, over HTTP: each button, requesters without access, and forged values.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { expectHarmless, expectValid } from '../limits.ts';
import { alice, createButtonForm, type PostedMessage, signRequest, startResponseUrlServer } from '../slack.ts';
import { findButton, getElements, getRows, getText, startSlackServer } from '../slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, {
  LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts),
  LINEKEEPER_SLACK_ACCESS: JSON.stringify([
    { team: alice.team, users: [alice.user], accounts: ['*'] },
    { team: alice.team, users: ['U0MOSCOW'], accounts: ['moscow'] },
  ]),
  LINEKEEPER_SLACK_CONTACT: 'the phone team',
});

const moscow = { ...alice, user: 'U0MOSCOW' };
const withoutAccess = { ...alice, user: 'U0STRANGER' };

describe('More', () => {
  it('pages to the last line, each line once, and replaces the message', async () => {
    let message = await slack.commandAnswer('list');
    const rows = getRows(message);
    const counts = [message.blocks[1].elements[0].text];
    for (let more = findButton(message, 'more'); more !== undefined; more = findButton(message, 'more')) {
      message = await slack.press(more);
      expectValid(message);
      expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: true });
      rows.push(...getRows(message));
      counts.push(message.blocks[1].elements[0].text);
    }
    expect(rows).toHaveLength(336);
    expect(new Set(rows.map(({ account, kind, id }) => `${account} ${kind} ${id}`)).size).toBe(336);
    expect(counts).toEqual(
      ['50 rows', 'rows 51–100', 'rows 101–150', 'rows 151–200', 'rows 201–250', 'rows 251–300', 'rows 301–336'].map(
        range => `/lines list · ${range} of 336`,
      ),
    );
  });

  it('names the columns beyond the limit of the table, which only the CSV contains', async () => {
    const message = await slack.commandAnswer('telecomx sip-phones full=true limit=100');
    expectValid(message);
    expect(Object.keys(getRows(message)[0] ?? {})).toHaveLength(20);
    expect(getText(message)).toMatch(/\d+ more columns are in the CSV: /);
  });

  it('shows the total if the provider reports it', async () => {
    const message = await slack.commandAnswer('telecomx sip-phones limit=10');
    expect(message.blocks[1].elements[0].text).toBe('/lines telecomx sip-phones limit=10 · 10 rows of 45');
    const next = await slack.press(findButton(message, 'more'));
    expect(next.blocks[1].elements[0].text).toBe('/lines telecomx sip-phones limit=10 · rows 11–20 of 45');
  });
});

describe('Share', () => {
  it('posts the same content to the channel, without buttons and with the name of the user who shared it', async () => {
    const message = await slack.commandAnswer('list status=down');
    const shared = await slack.press(findButton(message, 'share'));
    expectValid(shared);
    expectHarmless(shared);
    expect(shared).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(getRows(shared)).toEqual(getRows(message));
    expect(getElements(shared)).toEqual([]);
    expect(getText(shared)).toContain('Shared by <@U0ALICE>');
  });
});

describe('CSV', () => {
  it('names the missing setting and scopes without a bot token', async () => {
    const message = await slack.press(findButton(await slack.commandAnswer('list'), 'csv'));
    expectValid(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(getText(message)).toMatch(/files:write.*LINEKEEPER_SLACK_BOT_TOKEN/);
  });
});

describe('the selects', () => {
  it('show the current filters, and are applied together, starting at the first row', async () => {
    const page = await slack.press(findButton(await slack.commandAnswer('list status=up'), 'more'));
    const selects = getElements(page).filter(({ type }) => type === 'static_select');
    expect(selects.map(({ action_id, initial_option }) => [action_id, initial_option.value])).toEqual([
      ['status', 'up'],
      ['provider', '*'],
    ]);
    const message = await slack.press({ ...findButton(page, 'apply'), selected: { status: 'down', provider: 'telecomx' } });
    expectValid(message);
    expect(message.blocks[1].elements[0].text).toMatch(/^\/lines list status=down provider=telecomx · \d+ rows/);
    expect(new Set(getRows(message).map(({ status, account }) => `${status} ${account}`))).toEqual(new Set(['down copenhagen']));
    const all = await slack.press({ ...findButton(message, 'apply'), selected: { status: '*', provider: '*' } });
    expect(all.blocks[1].elements[0].text).toBe('/lines list · 50 rows of 336');
  });

  it('keep several values of a filter', async () => {
    const message = await slack.commandAnswer('list status=down,blocked');
    const [status] = getElements(message);
    expect(status.initial_option).toMatchObject({ value: 'down,blocked', text: { text: 'down, blocked' } });
    const same = await slack.press({ ...findButton(message, 'apply'), selected: { status: 'down,blocked' } });
    expect(same.blocks[1].elements[0].text).toBe(message.blocks[1].elements[0].text);
  });

  it('post no answer before they are applied', async () => {
    const responseUrl = urls.url();
    const form = createButtonForm({ action_id: 'status', selected: { status: 'down' } }, alice, responseUrl).replaceAll(
      '%22button%22',
      '%22static_select%22',
    );
    expect((await slack.send('/slack/interactivity', signRequest(form))).status).toBe(200);
    await slack.commandAnswer('accounts');
    expect(urls.posts.filter(({ path }) => path === new URL(responseUrl).pathname)).toEqual([]);
  });

  it('reject an unknown value', async () => {
    const message = await slack.press({ ...findButton(await slack.commandAnswer('list'), 'apply'), selected: { status: 'broken' } });
    expect(getText(message)).toMatch(/Unknown status .*broken/);
    expect(message.replace_original).toBe(false);
  });
});

describe('the summary', () => {
  it('has a button for each group of lines with a problem, which lists just those lines', async () => {
    const message = await slack.commandAnswer('');
    const problems = getRows(message).filter(({ status }) => status === 'down' || status === 'blocked');
    const buttons = getElements(message).filter(({ action_id }) => action_id.startsWith('problem-'));
    expect(problems.length).toBeGreaterThan(2);
    expect(buttons.map(({ text }: PostedMessage) => text.text)).toEqual(
      problems.map(({ kind = '', status, count }) => `${count} ${status}: ${kind.replace('_', ' ')}`),
    );
    for (const [index, button] of buttons.entries()) {
      const lines = getRows(await slack.press(button));
      expect(lines).toHaveLength(Number(problems[index]?.count));
      expect(new Set(lines.map(({ kind, status }) => `${kind} ${status}`))).toEqual(
        new Set([`${problems[index]?.kind} ${problems[index]?.status}`]),
      );
    }
  });

  it('has a button for the audit, with the same filters', async () => {
    const message = await slack.press(findButton(await slack.commandAnswer('summary account=moscow'), 'audit'));
    expectValid(message);
    expect(message.blocks[1].elements[0].text).toMatch(/^\/lines audit account=moscow · \d+ rows/);
    expect(new Set(getRows(message).map(({ account }) => account))).toEqual(new Set(['moscow']));
    expect(getText(message)).toMatch(/not_registered \(\d+\): Check power, network/);
  });
});

describe('a button', () => {
  it('is answered once for a double click', async () => {
    const more = findButton(await slack.commandAnswer('list'), 'more');
    const responseUrl = urls.url();
    const press = () =>
      slack.send('/slack/interactivity', signRequest(createButtonForm({ ...more, messageTs: '1700000000.777' }, alice, responseUrl)));
    await Promise.all([press(), press(), press()]);
    await urls.waitForPosts(responseUrl);
    await slack.commandAnswer('accounts');
    expect(await urls.waitForPosts(responseUrl)).toHaveLength(1);
  });

  it('tells a requester without access only whom to ask', async () => {
    const message = await slack.press(findButton(await slack.commandAnswer('list'), 'more'), withoutAccess);
    expectValid(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(getText(message)).toMatch(/You may not use Linekeeper here\. Ask the phone team for access/);
    expect(getRows(message)).toEqual([]);
  });

  it('shows each requester only the accounts that the requester may use', async () => {
    const message = await slack.press(findButton(await slack.commandAnswer('list'), 'apply'), moscow);
    expect(new Set(getRows(message).map(({ account }) => account))).toEqual(new Set(['moscow']));
    const page = await slack.press(findButton(await slack.commandAnswer('list'), 'more'), moscow);
    expect(getText(page)).toMatch(/cursor does not belong to this question/);
  });

  it('is omitted with a note if the tool call is too long for its value', async () => {
    const message = await slack.commandAnswer(`list text="${'x'.repeat(1_700)}"`);
    expectValid(message);
    expect(findButton(message, 'share')).toBeUndefined();
    expect(getText(message)).toContain('The question is too long for some of its buttons: ask with fewer or shorter filters.');
  });

  it.each([
    ['forged', (value: string) => `${value.slice(0, -2)}xx`],
    ['invented', () => 'bW9yZQ.zzzzzzzz.AAAA'],
    ['empty', () => ''],
    [
      'of another tool call',
      (value: string) => value.replace(/^[^.]+/, Buffer.from('{"tool":"list_lines","input":{},"shown":0}').toString('base64url')),
    ],
    ['with a later expiry', (value: string) => value.replace(/\.[^.]+\./, '.zzzzzzzzz.')],
  ])('is rejected if its value is %s', async (_, changeValue) => {
    const more = findButton(await slack.commandAnswer('list'), 'more');
    const message = await slack.press({ ...more, value: changeValue(more.value) });
    expect(getText(message)).toContain('This button was not issued by Linekeeper.');
    expect(message.replace_original).toBe(false);
  });
});
