// `/lines` on Lambda: the built functions with fake AWS services, from a signed request to the posted answer.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { expectHarmless, expectValid } from '../slack/limits.ts';
import {
  alice,
  createButtonForm,
  createCommandForm,
  type PostedMessage,
  type PressedButton,
  signingSecret,
  signRequest,
  startResponseUrlServer,
} from '../slack/slack.ts';
import { findButton, fullAccess, getRows, getText } from '../slack/slack-server.ts';
import { startFakeAws } from './aws.ts';
import { createHttpEvent, createSqsEvent, startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const services = await startFakeAws();

beforeEach(() => {
  services.errors.clear();
  services.requestTargets.length = 0;
  services.takeMessages();
  services.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: fullAccess }));
  services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
});

const environment = { ...services.environment, LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host };
const ack = await startFunction('slack', environment);
const worker = await startFunction('slack-worker', environment);

/** Sends a signed form; returns the message of the acknowledgement. */
const sendForm = async (path: string, form: string, base64 = true): Promise<PostedMessage> => {
  const { statusCode, body } = await ack.invoke(createHttpEvent(path, signRequest(form), base64));
  expect(statusCode).toBe(200);
  return body === '' ? undefined : JSON.parse(body);
};

/** Sends a signed form and runs the queued job; returns the message that is posted. */
async function getAnswer(path: string, form: string, responseUrl: string): Promise<PostedMessage> {
  await sendForm(path, form);
  expect(await worker.invoke(createSqsEvent(services.takeMessages()))).toEqual({ batchItemFailures: [] });
  return (await urls.waitForPosts(responseUrl))[0];
}

const runCommand = (text: string) => {
  const responseUrl = urls.url();
  return getAnswer('/slack/commands', createCommandForm(text, alice, responseUrl), responseUrl);
};

describe('a base path before the routes', () => {
  it('is part of the public address, and of no request', async () => {
    const based = await startFunction('slack', { ...environment, LINEKEEPER_HTTP_URL: 'https://lines.example/phones' });
    afterAll(() => based.close());
    const event = createHttpEvent('/phones/slack/commands', signRequest(createCommandForm('help', alice, urls.url())));
    expect(await based.invoke(event)).toMatchObject({ statusCode: 200, body: expect.stringContaining('/lines') });
    expect((await ack.invoke(event)).statusCode).toBe(404);
  });
});

describe('a command on Lambda', () => {
  it.each(['', 'list status=down', 'find 70 30 50 50', 'audit', 'callgear sip-lines status=inactive', 'accounts'])(
    '/lines %s is acknowledged by one function and answered by the other',
    async text => {
      const message = await runCommand(text);
      expectValid(message);
      expectHarmless(message);
      expect(getRows(message).length).toBeGreaterThan(0);
    },
  );

  it('is not queued if it asks for help or is invalid', async () => {
    const acknowledge = async (text: string) => getText(await sendForm('/slack/commands', createCommandForm(text, alice, urls.url())));
    expect(await acknowledge('help callgear sip-lines')).toMatch(/physical_state= /);
    expect(await acknowledge('lst')).toMatch(/did you mean list\?/);
    expect(services.requestTargets.filter(target => target.includes('SQS'))).toEqual([]);
  });

  it('is verified with base64 and with plain text bodies', async () => {
    const form = createCommandForm('list owner=Åse', alice, urls.url());
    expect(await sendForm('/slack/commands', form)).toMatchObject({ text: 'Looking it up…' });
    expect(await sendForm('/slack/commands', form, false)).toMatchObject({ text: 'Looking it up…' });
    // Both have the same trigger id.
    expect(services.takeMessages()).toHaveLength(1);
    expect(await ack.invoke(createHttpEvent('/slack/commands', { ...signRequest(form), body: Buffer.from(`${form}x`) }))).toMatchObject({
      statusCode: 401,
      body: '',
    });
  });

  it('leads to buttons that work', async () => {
    const list = await runCommand('list');
    const press = (pressed: PressedButton) => {
      const responseUrl = urls.url();
      return getAnswer('/slack/interactivity', createButtonForm(pressed, alice, responseUrl), responseUrl);
    };
    const getContext = ({ blocks }: PostedMessage): string => blocks[1].elements[0].text;
    expect(getContext(await press(findButton(list, 'more')))).toBe('/lines list · rows 51–100 of 336');
    expect(getContext(await press({ ...findButton(list, 'apply'), selected: { status: 'down', provider: '*' } }))).toMatch(
      /^\/lines list status=down · \d+ rows/,
    );
    const shared = await press(findButton(list, 'share'));
    expect([shared.response_type, getRows(shared)]).toEqual(['in_channel', getRows(list)]);
    expect(getText(await press(findButton(list, 'csv')))).toContain('files:write');
    const summary = await runCommand('');
    expect(getContext(await press(findButton(summary, 'problem-0')))).toMatch(/^\/lines list kind=\w+ status=(down|blocked) /);
    expect(getContext(await press(findButton(summary, 'audit')))).toMatch(/^\/lines audit · \d+ rows/);
    expect(getText(await press({ ...findButton(list, 'more'), value: 'forged' }))).toContain('not issued by Linekeeper');
  });
});

describe('a CSV file on Lambda', () => {
  it('is sent by the built function', async () => {
    const hosts: string[] = [];
    const proxy = createServer().on('connect', ({ url = '' }, socket) => {
      hosts.push(url);
      socket.on('error', () => {}).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    services.secrets.set(
      'linekeeper/slack',
      JSON.stringify({ signing_secret: signingSecret, bot_token: 'xoxb-fake-token', access: fullAccess }),
    );
    // A listening server has an address with a port. Node itself makes the built-in fetch use it.
    const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const proxied = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxyUrl, NO_PROXY: '127.0.0.1' };
    const uploader = await startFunction('slack-worker', { ...environment, ...proxied });
    onTestFinished(() => uploader.close());
    const list = await runCommand('list');
    const responseUrl = urls.url();
    await sendForm('/slack/interactivity', createButtonForm(findButton(list, 'csv'), alice, responseUrl));
    await uploader.invoke(createSqsEvent(services.takeMessages()));
    expect(getText((await urls.waitForPosts(responseUrl))[0])).toContain('The file could not be sent: Slack could not be reached.');
    expect(new Set(hosts)).toEqual(new Set(['slack.com:443']));
  });
});

describe('the queue', () => {
  it('gets a button that is pressed again, but only one job of a double click', async () => {
    const list = await runCommand('list');
    const press = () => sendForm('/slack/interactivity', createButtonForm(findButton(list, 'share'), alice, urls.url()));
    for (let click = 0; click < 3; click++) await press();
    const [job] = services.takeMessages().map(({ body }) => JSON.parse(body));
    expect(Object.keys(job)).toEqual(['key', 'access', 'user', 'responseUrl', 'askedAt', 'by', 'task']);
    expect(Object.keys(job.task)).toEqual(['do', 'question']);
    await expect
      .poll(
        async () => {
          await press();
          return services.messages.length;
        },
        { interval: 250 },
      )
      .toBe(1);
  });

  it('may redeliver a job, which is answered once', async () => {
    const responseUrl = urls.url();
    await sendForm('/slack/commands', createCommandForm('accounts', alice, responseUrl));
    const jobs = services.takeMessages();
    for (let round = 0; round < 3; round++) await worker.invoke(createSqsEvent(jobs));
    expect(await urls.waitForPosts(responseUrl)).toHaveLength(1);
  });

  it('gets back only the job whose answer Slack did not accept', async () => {
    const [failingUrl, workingUrl] = [urls.url(), urls.url()];
    urls.status = path => (path === new URL(failingUrl).pathname ? 503 : 200);
    for (const url of [failingUrl, workingUrl]) await sendForm('/slack/commands', createCommandForm('accounts', alice, url));
    const jobs = services.takeMessages();
    const { batchItemFailures } = await worker.invoke(createSqsEvent(jobs), 8_000);
    expect(batchItemFailures).toEqual([{ itemIdentifier: jobs[0]?.id }]);
    urls.status = () => 200;
    expect(await worker.invoke(createSqsEvent(jobs))).toEqual({ batchItemFailures: [] });
    expect(await urls.waitForPosts(workingUrl)).toHaveLength(1);
    expect(worker.log()).toContain('a job failed and will be retried: unavailable');
  });

  it('redelivers a job for the last time, and the requester is told before the attempt', async () => {
    const responseUrl = urls.url();
    await sendForm('/slack/commands', createCommandForm('accounts', alice, responseUrl));
    await worker.invoke(createSqsEvent(services.takeMessages(), 3));
    const [notice, answer] = await urls.waitForPosts(responseUrl, 2);
    expectValid(notice);
    expect(notice.text).toMatch(/is making a final attempt/);
    expect(getRows(answer)).toHaveLength(3);
  });

  it('may deliver a double click as two jobs, one after the other: it is shared once', async () => {
    const list = await runCommand('list');
    const responseUrl = urls.url();
    await sendForm('/slack/interactivity', createButtonForm(findButton(list, 'share'), alice, responseUrl));
    const [message] = services.takeMessages();
    if (message === undefined) return expect.fail('nothing is queued');
    const job = JSON.parse(message.body);
    // As another process creates it, for which a new second has begun.
    const key = `${message.groupId}${(Number.parseInt(job.key.slice(message.groupId.length), 16) + 1).toString(16)}`;
    const second = { ...message, id: 'second', body: JSON.stringify({ ...job, key, askedAt: job.askedAt + 200 }), deduplicationId: key };
    for (const delivered of [message, second]) expect(await worker.invoke(createSqsEvent([delivered]))).toEqual({ batchItemFailures: [] });
    const later = { ...second, body: JSON.stringify({ ...job, key: `${key}0`, askedAt: job.askedAt + 2_000 }) };
    await worker.invoke(createSqsEvent([later]));
    expect((await urls.waitForPosts(responseUrl)).map(({ response_type }) => response_type)).toEqual(['in_channel', 'in_channel']);
  });

  it.each([
    ['share', 'If it is not in the channel, press Share again.'],
    ['csv', 'If it is not in your direct messages, press CSV again.'],
  ])('that delivers %s again does not repeat it, since an earlier attempt may have done it', async (action, remedy) => {
    const list = await runCommand('list');
    const responseUrl = urls.url();
    await sendForm('/slack/interactivity', createButtonForm(findButton(list, action), alice, responseUrl));
    await worker.invoke(createSqsEvent(services.takeMessages(), 2));
    const posts = await urls.waitForPosts(responseUrl);
    expect(posts).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
    expect(getText(posts[0])).toContain(remedy);
  });

  it('that rejects the job of a button is reported beside the message', async () => {
    const more = findButton(await runCommand('list'), 'more');
    services.errors.set('AmazonSQS.SendMessage', { status: 400, type: 'AccessDeniedException' });
    const responseUrl = urls.url();
    await sendForm('/slack/interactivity', createButtonForm(more, alice, responseUrl));
    const [posted] = await urls.waitForPosts(responseUrl);
    expectValid(posted);
    expect(posted).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(getText(posted)).toContain('cannot take questions at the moment');
  });

  it.each([
    ['refuses that message', () => urls.url(), 500],
    ['is not Slack', () => 'http://127.0.0.2/x', 200],
  ])('that rejects the job of a button makes Slack mark it where the response URL %s', async (_, toUrl, status) => {
    const more = findButton(await runCommand('list'), 'more');
    services.errors.set('AmazonSQS.SendMessage', { status: 400, type: 'AccessDeniedException' });
    urls.status = () => status;
    const event = createHttpEvent('/slack/interactivity', signRequest(createButtonForm(more, alice, toUrl())));
    expect(await ack.invoke(event)).toMatchObject({ statusCode: 503, body: '' });
    urls.status = () => 200;
    expect(ack.log()).toContain('the message about it could not be posted');
  });

  it('that rejects a job is reported by the acknowledgement', async () => {
    services.errors.set('AmazonSQS.SendMessage', { status: 400, type: 'AccessDeniedException' });
    const message = await sendForm('/slack/commands', createCommandForm('accounts', alice, urls.url()));
    expect(message.text).toContain('cannot take questions at the moment');
    expect(ack.log()).toContain('the queue rejected a job: AccessDeniedException');
    expect(ack.log()).not.toContain('with details');
  });
});
