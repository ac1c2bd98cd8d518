// Every command of `/lines`, asked of the built server over sockets, with answers taken at a response URL.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { expectHarmless, expectValid } from './limits.ts';
import { alice, commandForm, responseUrls, signed } from './slack.ts';
import { buttonOf, rowsOf, serving, wordsOf } from './slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await responseUrls();
const slack = await serving(urls, { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) });

/** Columns that a command's table must have, and a row that stands in it. */
const commands: [text: string, columns: readonly string[], row: object][] = [
  ['', ['kind', 'status', 'count'], { kind: 'sip_trunk', status: 'up' }],
  ['list status=down owner="lars hansen"', ['account', 'kind', 'name', 'status'], {}],
  ['list status=down', ['account', 'kind', 'status', 'reasons'], { status: 'down', reasons: 'not_registered' }],
  ['find 70 30 50 50', ['match', 'role', 'account'], { match: 'national', role: 'number', account: 'copenhagen' }],
  ['audit', ['severity', 'code', 'evidence'], { severity: 'critical', code: 'usage_block' }],
  ['callgear sip-lines status=inactive', ['id', 'phone_number', 'status'], { status: 'inactive' }],
  ['exolve numbers', ['number_name', 'type_name'], {}],
  ['accounts', ['account', 'provider', 'state'], { account: 'moscow', state: 'ready' }],
  ['summary by=account,status', ['account', 'status', 'count'], { account: 'kazan' }],
];

describe('a command in Slack', () => {
  it.each(commands)('/lines %s is acknowledged, then answered in a private table', async (text, columns, row) => {
    const responseUrl = urls.url();
    expect(await slack.ask(text, alice, responseUrl)).toMatchObject({ response_type: 'ephemeral', text: 'Looking it up…' });
    const [message] = await urls.posted(responseUrl);
    expectValid(message);
    expectHarmless(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: true, mrkdwn: false });
    if (rowsOf(message).length === 0) expect(wordsOf(message)).toContain('Nothing found.');
    else {
      expect(Object.keys(rowsOf(message)[0] ?? {})).toEqual(expect.arrayContaining([...columns]));
      expect(rowsOf(message)).toContainEqual(expect.objectContaining(row));
    }
    expect(buttonOf(message, 'share')).toBeDefined();
  });

  it('says in one line what was asked, how much of it is here, and when', async () => {
    const message = await slack.answer('list kind=sip_line,sip_phone');
    const [head, context] = message.blocks;
    expect(head.text.text).toBe('List lines');
    expect(context.elements[0].text).toBe('/lines list kind=sip_line,sip_phone · 50 rows of 90');
    expect(context.elements[1]).toMatchObject({
      type: 'mrkdwn',
      text: expect.stringMatching(/^<!date\^\d{10}\^\{date_short_pretty\} \{time\}\|/),
    });
    expect(message.text.split('\n').slice(0, 3)).toEqual(['List lines', '50 rows of 90', expect.stringMatching(/^account · kind · /)]);
  });

  it('takes a name with a quote of any kind, and letters of any script', async () => {
    const message = await slack.answer('list owner=“лев чернов”');
    expect(rowsOf(message).length).toBeGreaterThan(0);
    expect(rowsOf(message).every(({ owner = '' }) => owner.includes('Чернов'))).toBe(true);
  });

  it.each([
    ['help', /\/lines list – List lines/],
    ['help list', /status= Only these: up, down, blocked, inactive, unknown/],
    ['help callgear', /\/lines callgear sip-lines – List CallGear SIP lines/],
    ['help callgear sip-lines', /physical_state= /],
    ['callgear', /\/lines callgear employees/],
    ['help lits', /did you mean list\?/],
  ])('/lines %s is answered at once', async (text, words) => {
    const message = await slack.ask(text);
    expectValid(message);
    expect(message.response_type).toBe('ephemeral');
    expect(wordsOf(message)).toMatch(words);
    expect(message.text).not.toBe('Looking it up…');
  });

  it.each([
    ['lst', /did you mean list\?/],
    ['list status=dwon', /did you mean down\?/],
    ['<!channel> *now*', /Unknown command/],
    ['find', /Which number\?/],
  ])('/lines %s is refused at once, with what would be valid', async (text, words) => {
    const message = await slack.ask(text);
    expectValid(message);
    expectHarmless(message);
    expect(wordsOf(message)).toMatch(words);
  });

  it('tells what only the provider or the accounts could say', async () => {
    const message = await slack.answer('list account=moskow');
    expectValid(message);
    expect(wordsOf(message)).toMatch(/Unknown account .*moskow.*did you mean moscow/);
    expect(buttonOf(message, 'share')).toBeUndefined();
  });

  it('gives the rest where one account fails, and says whose lines are missing and why', async () => {
    sandbox.fail({ provider: 'callgear', kind: 'status', status: 500, times: 100 });
    const message = await slack.answer('list status=down');
    sandbox.clearFaults();
    expectValid(message);
    expect(rowsOf(message).length).toBeGreaterThan(0);
    expect(wordsOf(message)).toMatch(/moscow: nothing could be read/);
    expect(message.text).toMatch(/moscow: nothing could be read/);
  });

  it('finds nothing only where everything was read', async () => {
    const text = async () => wordsOf(await slack.answer('list owner=nobody-at-all'));
    expect(await text()).toContain('Nothing found.');
    sandbox.fail({ provider: 'exolve', kind: 'status', status: 500, times: 100 });
    const partly = await text();
    sandbox.clearFaults();
    expect(partly).toContain('Nothing was found in what could be read.');
    expect(partly).not.toContain('Nothing found.');
  });

  it('is answered once however often Slack sends it', async () => {
    const responseUrl = urls.url();
    const request = signed(commandForm('accounts', alice, responseUrl, 'one-trigger'));
    const again = { ...request, headers: { ...request.headers, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } };
    const statuses = await Promise.all([request, again, again].map(async one => (await slack.send('/slack/commands', one)).status));
    expect(statuses).toEqual([200, 200, 200]);
    await urls.posted(responseUrl);
    await slack.answer('accounts');
    expect(await urls.posted(responseUrl)).toHaveLength(1);
  });
});
