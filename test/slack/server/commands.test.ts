// The commands of `/lines`, sent to the built server over HTTP, with answers received at a response URL.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { expectHarmless, expectValid } from '../limits.ts';
import { alice, createCommandForm, signRequest, startResponseUrlServer } from '../slack.ts';
import { findButton, getRows, getText, startSlackServer } from '../slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) });

/** For each command, columns and a row that its table must contain. */
const commands: [text: string, columns: readonly string[], row: object][] = [
  ['', ['kind', 'status', 'count'], { kind: 'sip_trunk', status: 'up' }],
  ['list status=down owner="lars hansen"', ['account', 'kind', 'name', 'status'], {}],
  ['list status=down', ['account', 'kind', 'status', 'reasons'], { status: 'down', reasons: 'not_registered' }],
  ['find 70 30 50 50', ['match', 'role', 'account'], { match: 'national', role: 'number', account: 'copenhagen' }],
  ['audit', ['severity', 'code', 'evidence'], { severity: 'critical', code: 'usage_block' }],
  ['callgear sip-lines status=inactive', ['id', 'phone_number', 'status'], { status: 'inactive' }],
  ['exolve numbers', ['number_name', 'type_name'], {}],
  ['telecomx sip-accounts count_by=connection', ['connection', 'count'], { connection: 'IP_AUTH', count: '2' }],
  ['telecomx sip-phones where=ip.mode:open limit=0', ['total'], { total: '3' }],
  ['accounts', ['account', 'provider', 'state'], { account: 'moscow', state: 'ready' }],
  ['summary by=account,status', ['account', 'status', 'count'], { account: 'kazan' }],
];

describe('a command in Slack', () => {
  it.each(commands)('/lines %s is acknowledged, then answered with an ephemeral table', async (text, columns, row) => {
    const responseUrl = urls.url();
    expect(await slack.command(text, alice, responseUrl)).toMatchObject({ response_type: 'ephemeral', text: 'Looking it up…' });
    const [message] = await urls.waitForPosts(responseUrl);
    expectValid(message);
    expectHarmless(message);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: true, mrkdwn: false });
    if (getRows(message).length === 0) expect(getText(message)).toContain('Nothing found.');
    else {
      expect(Object.keys(getRows(message)[0] ?? {})).toEqual(expect.arrayContaining([...columns]));
      expect(getRows(message)).toContainEqual(expect.objectContaining(row));
    }
    expect(findButton(message, 'share')).toBeDefined();
  });

  it('shows command, row count and time below the header', async () => {
    const message = await slack.commandAnswer('list kind=sip_line,sip_phone');
    const [header, context] = message.blocks;
    expect(header.text.text).toBe('List lines');
    expect(context.elements[0].text).toBe('/lines list kind=sip_line,sip_phone · 50 rows of 90');
    expect(context.elements[1]).toMatchObject({
      type: 'mrkdwn',
      text: expect.stringMatching(/^<!date\^\d{10}\^\{date_short_pretty\} \{time\}\|/),
    });
    expect(message.text.split('\n').slice(0, 3)).toEqual([
      'List lines',
      '50 rows of 90',
      expect.stringMatching(/^status · name · numbers · /),
    ]);
  });

  it('accepts typographic quotes, and letters of any script in any case', async () => {
    const message = await slack.commandAnswer('list owner=“лев чернов”');
    expect(getRows(message).length).toBeGreaterThan(0);
    expect(getRows(message).every(({ owner = '' }) => owner.includes('Чернов'))).toBe(true);
  });

  it.each([
    ['help', /\/lines list – List lines/],
    ['help list', /status= Only these: up, down, blocked, inactive, unknown/],
    ['help callgear', /\/lines callgear sip-lines – List CallGear SIP lines/],
    ['help callgear sip-lines', /physical_state= /],
    ['callgear', /\/lines callgear employees/],
    ['help lits', /did you mean list\?/],
  ])('/lines %s is answered by the acknowledgement', async (text, expected) => {
    const message = await slack.command(text);
    expectValid(message);
    expect(message.response_type).toBe('ephemeral');
    expect(getText(message)).toMatch(expected);
    expect(message.text).not.toBe('Looking it up…');
  });

  it.each([
    ['lst', /did you mean list\?/],
    ['list status=dwon', /did you mean down\?/],
    ['<!channel> *now*', /Unknown command/],
    ['find', /Which number\?/],
  ])('/lines %s is rejected by the acknowledgement, with the valid choices', async (text, expected) => {
    const message = await slack.command(text);
    expectValid(message);
    expectHarmless(message);
    expect(getText(message)).toMatch(expected);
  });

  it('posts the errors that the acknowledgement cannot detect', async () => {
    const message = await slack.commandAnswer('list account=moskow');
    expectValid(message);
    expect(getText(message)).toMatch(/Unknown account .*moskow.*did you mean moscow/);
    expect(findButton(message, 'share')).toBeUndefined();
  });

  it('posts the lines of the other accounts if one fails, and a warning about the missing ones', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'status', status: 500, times: 100 });
    const message = await slack.commandAnswer('list status=down');
    sandbox.clearFaults();
    expectValid(message);
    expect(getRows(message).length).toBeGreaterThan(0);
    expect(getText(message)).toMatch(/moscow: nothing could be read/);
    expect(message.text).toMatch(/moscow: nothing could be read/);
  });

  it('says "Nothing found" only if all accounts were read', async () => {
    const getAnswer = async () => getText(await slack.commandAnswer('list owner=unknown-owner'));
    expect(await getAnswer()).toContain('Nothing found.');
    sandbox.addFault({ provider: 'exolve', kind: 'status', status: 500, times: 100 });
    const partialAnswer = await getAnswer();
    sandbox.clearFaults();
    expect(partialAnswer).toContain('Nothing was found in what could be read.');
    expect(partialAnswer).not.toContain('Nothing found.');
  });

  it('is answered once if Slack repeats the request', async () => {
    const responseUrl = urls.url();
    const request = signRequest(createCommandForm('accounts', alice, responseUrl, 'one-trigger'));
    const retry = { ...request, headers: { ...request.headers, 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } };
    const statuses = await Promise.all([request, retry, retry].map(async init => (await slack.send('/slack/commands', init)).status));
    expect(statuses).toEqual([200, 200, 200]);
    await urls.waitForPosts(responseUrl);
    await slack.commandAnswer('accounts');
    expect(await urls.waitForPosts(responseUrl)).toHaveLength(1);
  });
});
