// What can be pressed under an answer: each button, over sockets, and what a stranger or a forger gets.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { expectHarmless, expectValid } from './limits.ts';
import { alice, buttonForm, type Posted, responseUrls, signed } from './slack.ts';
import { buttonOf, elementsOf, rowsOf, serving, wordsOf } from './slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await responseUrls();
const slack = await serving(urls, {
  LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts),
  LINEKEEPER_SLACK_ACCESS: JSON.stringify([
    { team: alice.team, users: [alice.user], accounts: ['*'] },
    { team: alice.team, users: ['U0MOSCOW'], accounts: ['moscow'] },
  ]),
  LINEKEEPER_SLACK_CONTACT: 'the phone team',
});

const moscow = { ...alice, user: 'U0MOSCOW' };
const stranger = { ...alice, user: 'U0STRANGER' };

describe('More', () => {
  it('goes on to the last line: every one once, in the message’s place', async () => {
    let message = await slack.answer('list');
    const rows = rowsOf(message);
    const counts = [message.blocks[1].elements[0].text];
    for (let more = buttonOf(message, 'more'); more !== undefined; more = buttonOf(message, 'more')) {
      message = await slack.press(more);
      expectValid(message);
      expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: true });
      rows.push(...rowsOf(message));
      counts.push(message.blocks[1].elements[0].text);
    }
    expect(rows).toHaveLength(227);
    expect(new Set(rows.map(({ account, kind, id }) => `${account} ${kind} ${id}`)).size).toBe(227);
    expect(counts).toEqual(
      ['50 rows', 'rows 51–100', 'rows 101–150', 'rows 151–200', 'rows 201–227'].map(range => `/lines list · ${range} of 227`),
    );
  });

  it('leaves to the file the columns that a table has no room for, and says which', async () => {
    const message = await slack.answer('telecomx sip-phones full=true limit=100');
    expectValid(message);
    expect(Object.keys(rowsOf(message)[0] ?? {})).toHaveLength(20);
    expect(wordsOf(message)).toMatch(/\d+ more columns are in the CSV: /);
  });

  it('says how many there are where the provider knows it', async () => {
    const message = await slack.answer('telecomx sip-phones limit=10');
    expect(message.blocks[1].elements[0].text).toBe('/lines telecomx sip-phones limit=10 · 10 rows of 45');
    const next = await slack.press(buttonOf(message, 'more'));
    expect(next.blocks[1].elements[0].text).toBe('/lines telecomx sip-phones limit=10 · rows 11–20 of 45');
  });
});

describe('Share', () => {
  it('posts the same content for the channel, with nothing to press and with who shared it', async () => {
    const message = await slack.answer('list status=down');
    const shared = await slack.press(buttonOf(message, 'share'));
    expectValid(shared);
    expectHarmless(shared);
    expect(shared).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(rowsOf(shared)).toEqual(rowsOf(message));
    expect(elementsOf(shared)).toEqual([]);
    expect(wordsOf(shared)).toContain('Shared by <@U0ALICE>');
  });
});

describe('CSV', () => {
  it('says what is missing where there is no bot token', async () => {
    const message = await slack.press(buttonOf(await slack.answer('list'), 'csv'));
    expectValid(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(wordsOf(message)).toMatch(/files:write.*LINEKEEPER_SLACK_BOT_TOKEN/);
  });
});

describe('the selects', () => {
  it('show what is chosen, and are applied together from the first row on', async () => {
    const page = await slack.press(buttonOf(await slack.answer('list status=up'), 'more'));
    const selects = elementsOf(page).filter(({ type }) => type === 'static_select');
    expect(selects.map(({ action_id, initial_option }) => [action_id, initial_option.value])).toEqual([
      ['status', 'up'],
      ['provider', '*'],
    ]);
    const message = await slack.press({ ...buttonOf(page, 'apply'), selected: { status: 'down', provider: 'telecomx' } });
    expectValid(message);
    expect(message.blocks[1].elements[0].text).toMatch(/^\/lines list status=down provider=telecomx · \d+ rows/);
    expect(new Set(rowsOf(message).map(({ status, account }) => `${status} ${account}`))).toEqual(new Set(['down copenhagen']));
    const all = await slack.press({ ...buttonOf(message, 'apply'), selected: { status: '*', provider: '*' } });
    expect(all.blocks[1].elements[0].text).toBe('/lines list · 50 rows of 227');
  });

  it('keep several values that were asked for', async () => {
    const message = await slack.answer('list status=down,blocked');
    const [status] = elementsOf(message);
    expect(status.initial_option).toMatchObject({ value: 'down,blocked', text: { text: 'down, blocked' } });
    const same = await slack.press({ ...buttonOf(message, 'apply'), selected: { status: 'down,blocked' } });
    expect(same.blocks[1].elements[0].text).toBe(message.blocks[1].elements[0].text);
  });

  it('are quiet until they are applied', async () => {
    const responseUrl = urls.url();
    const form = buttonForm({ action_id: 'status', selected: { status: 'down' } }, alice, responseUrl).replaceAll(
      '%22button%22',
      '%22static_select%22',
    );
    expect((await slack.send('/slack/interactivity', signed(form))).status).toBe(200);
    await slack.answer('accounts');
    expect(urls.posts.filter(({ path }) => path === new URL(responseUrl).pathname)).toEqual([]);
  });

  it('refuse a value that is none', async () => {
    const message = await slack.press({ ...buttonOf(await slack.answer('list'), 'apply'), selected: { status: 'broken' } });
    expect(wordsOf(message)).toMatch(/Unknown status .*broken/);
    expect(message.replace_original).toBe(false);
  });
});

describe('the summary', () => {
  it('has a button for each group in trouble, which lists just those lines', async () => {
    const message = await slack.answer('');
    const bad = rowsOf(message).filter(({ status }) => status === 'down' || status === 'blocked');
    const buttons = elementsOf(message).filter(({ action_id }) => action_id.startsWith('problem-'));
    expect(bad.length).toBeGreaterThan(2);
    expect(buttons.map(({ text }: Posted) => text.text)).toEqual(
      bad.map(({ kind = '', status, count }) => `${count} ${status}: ${kind.replace('_', ' ')}`),
    );
    for (const [index, button] of buttons.entries()) {
      const lines = rowsOf(await slack.press(button));
      expect(lines).toHaveLength(Number(bad[index]?.count));
      expect(new Set(lines.map(({ kind, status }) => `${kind} ${status}`))).toEqual(new Set([`${bad[index]?.kind} ${bad[index]?.status}`]));
    }
  });

  it('leads to the audit, with the same filters', async () => {
    const message = await slack.press(buttonOf(await slack.answer('summary account=moscow'), 'audit'));
    expectValid(message);
    expect(message.blocks[1].elements[0].text).toMatch(/^\/lines audit account=moscow · \d+ rows/);
    expect(new Set(rowsOf(message).map(({ account }) => account))).toEqual(new Set(['moscow']));
    expect(wordsOf(message)).toMatch(/not_registered \(\d+\): Check power, network/);
  });
});

describe('a button', () => {
  it('is answered once, however often it is pressed at once', async () => {
    const more = buttonOf(await slack.answer('list'), 'more');
    const responseUrl = urls.url();
    const press = () => slack.send('/slack/interactivity', signed(buttonForm({ ...more, message: '1700000000.777' }, alice, responseUrl)));
    await Promise.all([press(), press(), press()]);
    await urls.posted(responseUrl);
    await slack.answer('accounts');
    expect(await urls.posted(responseUrl)).toHaveLength(1);
  });

  it('gives a stranger nothing but whom to ask', async () => {
    const message = await slack.press(buttonOf(await slack.answer('list'), 'more'), stranger);
    expectValid(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(wordsOf(message)).toMatch(/You may not ask Linekeeper here\. Ask the phone team for access/);
    expect(rowsOf(message)).toEqual([]);
  });

  it('shows each presser that presser’s own accounts', async () => {
    const message = await slack.press(buttonOf(await slack.answer('list'), 'apply'), moscow);
    expect(new Set(rowsOf(message).map(({ account }) => account))).toEqual(new Set(['moscow']));
    const page = await slack.press(buttonOf(await slack.answer('list'), 'more'), moscow);
    expect(wordsOf(page)).toMatch(/cursor does not belong to this question/);
  });

  it('is left out where the question is too long for it, and the message says so', async () => {
    const message = await slack.answer(`list text="${'x'.repeat(1_700)}"`);
    expectValid(message);
    expect(buttonOf(message, 'share')).toBeUndefined();
    expect(wordsOf(message)).toContain('The question is too long for some of its buttons: ask with fewer or shorter filters.');
  });

  it.each([
    ['forged', (value: string) => `${value.slice(0, -2)}xx`],
    ['made up', () => 'bW9yZQ.zzzzzzzz.AAAA'],
    ['empty', () => ''],
    [
      'of another question',
      (value: string) => value.replace(/^[^.]+/, Buffer.from('{"tool":"list_lines","input":{},"shown":0}').toString('base64url')),
    ],
    ['given more time', (value: string) => value.replace(/\.[^.]+\./, '.zzzzzzzzz.')],
  ])('is refused where its value is %s', async (_, changed) => {
    const more = buttonOf(await slack.answer('list'), 'more');
    const message = await slack.press({ ...more, value: changed(more.value) });
    expect(wordsOf(message)).toContain('This button is not one of Linekeeper’s.');
    expect(message.replace_original).toBe(false);
  });
});
