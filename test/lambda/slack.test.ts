// `/lines` on Lambda: the built functions, with secrets and a queue of loopback services, from a signed request to the posted answer.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { expectHarmless, expectValid } from '../slack/limits.ts';
import { alice, buttonForm, commandForm, type Posted, type Pressed, responseUrls, signed, signingSecret } from '../slack/slack.ts';
import { buttonOf, everything, rowsOf, wordsOf } from '../slack/slack-server.ts';
import { aws } from './aws.ts';
import { functionNamed, httpEvent, sqsEvent } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await responseUrls();
const services = await aws();

beforeEach(() => {
  services.refusals.clear();
  services.silent.clear();
  services.calls.length = 0;
  services.take();
  services.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: everything }));
  services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
});

const both = async () => {
  const environment = { ...services.environment, LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host };
  return { ack: await functionNamed('slack', environment), worker: await functionNamed('slack-worker', environment) };
};
const { ack, worker } = await both();

const acknowledged = async (path: string, form: string, base64 = true): Promise<Posted> => {
  const { statusCode, body } = await ack.invoke(httpEvent(path, signed(form), base64));
  expect(statusCode).toBe(200);
  return body === '' ? undefined : JSON.parse(body);
};

/** From the request to the posted answer. */
async function answered(path: string, form: string, responseUrl: string): Promise<Posted> {
  await acknowledged(path, form);
  expect(await worker.invoke(sqsEvent(services.take()))).toEqual({ batchItemFailures: [] });
  return (await urls.posted(responseUrl))[0];
}

const ask = (text: string) => {
  const responseUrl = urls.url();
  return answered('/slack/commands', commandForm(text, alice, responseUrl), responseUrl);
};

describe('a command on Lambda', () => {
  it.each(['', 'list status=down', 'find 70 30 50 50', 'audit', 'callgear sip-lines status=inactive', 'accounts'])(
    '/lines %s is acknowledged by one function and answered by the other',
    async text => {
      const message = await ask(text);
      expectValid(message);
      expectHarmless(message);
      expect(rowsOf(message).length).toBeGreaterThan(0);
    },
  );

  it('is help or a mistake, and reaches no queue', async () => {
    const said = async (text: string) => wordsOf(await acknowledged('/slack/commands', commandForm(text, alice, urls.url())));
    expect(await said('help callgear sip-lines')).toMatch(/physical_state= /);
    expect(await said('lst')).toMatch(/did you mean list\?/);
    expect(services.calls.filter(call => call.includes('SQS'))).toEqual([]);
  });

  it('is signed over the bytes behind base64, and over text where there is none', async () => {
    const form = commandForm('list owner=Åse', alice, urls.url());
    expect(await acknowledged('/slack/commands', form)).toMatchObject({ text: 'Looking it up…' });
    expect(await acknowledged('/slack/commands', form, false)).toMatchObject({ text: 'Looking it up…' });
    // One wish.
    expect(services.take()).toHaveLength(1);
    expect(await ack.invoke(httpEvent('/slack/commands', { ...signed(form), body: Buffer.from(`${form}x`) }))).toMatchObject({
      statusCode: 401,
      body: '',
    });
  });

  it('leads to buttons that work', async () => {
    const list = await ask('list');
    const press = (pressed: Pressed) => {
      const responseUrl = urls.url();
      return answered('/slack/interactivity', buttonForm(pressed, alice, responseUrl), responseUrl);
    };
    const asked = ({ blocks }: Posted): string => blocks[1].elements[0].text;
    expect(asked(await press(buttonOf(list, 'more')))).toBe('/lines list · rows 51–100 of 227');
    expect(asked(await press({ ...buttonOf(list, 'apply'), selected: { status: 'down', provider: '*' } }))).toMatch(
      /^\/lines list status=down · \d+ rows/,
    );
    const shared = await press(buttonOf(list, 'share'));
    expect([shared.response_type, rowsOf(shared)]).toEqual(['in_channel', rowsOf(list)]);
    expect(wordsOf(await press(buttonOf(list, 'csv')))).toContain('files:write');
    const summary = await ask('');
    expect(asked(await press(buttonOf(summary, 'problem-0')))).toMatch(/^\/lines list kind=\w+ status=(down|blocked) /);
    expect(asked(await press(buttonOf(summary, 'audit')))).toMatch(/^\/lines audit · \d+ rows/);
    expect(wordsOf(await press({ ...buttonOf(list, 'more'), value: 'forged' }))).toContain('not one of Linekeeper’s');
  });
});

describe('the queue', () => {
  it('may repeat a job: there is one answer', async () => {
    const responseUrl = urls.url();
    await acknowledged('/slack/commands', commandForm('accounts', alice, responseUrl));
    const jobs = services.take();
    for (let round = 0; round < 3; round++) await worker.invoke(sqsEvent(jobs));
    expect(await urls.posted(responseUrl)).toHaveLength(1);
  });

  it('gets a job back where Slack takes no answer, and only that one', async () => {
    const [bad, good] = [urls.url(), urls.url()];
    urls.status = path => (path === new URL(bad).pathname ? 503 : 200);
    for (const url of [bad, good]) await acknowledged('/slack/commands', commandForm('accounts', alice, url));
    const jobs = services.take();
    const { batchItemFailures } = await worker.invoke(sqsEvent(jobs), 8_000);
    expect(batchItemFailures).toEqual([{ itemIdentifier: jobs[0]?.id }]);
    urls.status = () => 200;
    expect(await worker.invoke(sqsEvent(jobs))).toEqual({ batchItemFailures: [] });
    expect(await urls.posted(good)).toHaveLength(1);
    expect(worker.log()).toContain('a job failed and is tried again: unavailable');
  });

  it('tells whoever asked before the last try, since a crash would leave nobody to say it', async () => {
    const responseUrl = urls.url();
    await acknowledged('/slack/commands', commandForm('accounts', alice, responseUrl));
    await worker.invoke(sqsEvent(services.take(), 3));
    const [last, answer] = await urls.posted(responseUrl, 2);
    expectValid(last);
    expect(last.text).toMatch(/tries it a last time/);
    expect(rowsOf(answer)).toHaveLength(3);
  });

  it('that takes nothing is told to whoever asks', async () => {
    services.refusals.set('AmazonSQS.SendMessage', { status: 400, type: 'AccessDeniedException' });
    const message = await acknowledged('/slack/commands', commandForm('accounts', alice, urls.url()));
    expect(message.text).toContain('cannot take questions at the moment');
    expect(ack.log()).toContain('the queue does not take a job: AccessDeniedException');
    expect(ack.log()).not.toContain('with details');
  });
});

describe('services that do not answer', () => {
  it.each(['secretsmanager.GetSecretValue', 'AmazonSQS.SendMessage'])(
    'are given up in the three seconds that Slack waits (%s)',
    async target => {
      services.silent.add(target);
      const { ack: own } = await both();
      // A path that it does not know needs no service: what is counted below is the waiting alone.
      expect((await own.invoke(httpEvent('/', signed('')))).statusCode).toBe(404);
      const { body } = await own.invoke(httpEvent('/slack/commands', signed(commandForm('accounts', alice, urls.url()))), 3_000);
      expect(JSON.parse(body).text).toMatch(/cannot (answer here|take questions) at the moment/);
      services.silent.clear();
      expect((await own.invoke(httpEvent('/slack/commands', signed(commandForm('help', alice, urls.url()))))).statusCode).toBe(200);
    },
  );
});

describe('the secrets', () => {
  const fresh = async (name: string, text: string | undefined) => {
    if (text === undefined) services.secrets.delete(name);
    else services.secrets.set(name, text);
    return await both();
  };
  const asked = async (function_: Awaited<ReturnType<typeof functionNamed>>) =>
    JSON.parse((await function_.invoke(httpEvent('/slack/commands', signed(commandForm('help', alice, urls.url()))))).body);

  it.each([
    [undefined, /There is no secret linekeeper\/slack/],
    ['', /The secret linekeeper\/slack is empty/],
    ['{"signing_secret": "fake', /The secret linekeeper\/slack is not valid JSON/],
    ['{}', /"signing_secret" of the secret linekeeper\/slack is not set/],
    ['{"signing_secret": 5}', /"signing_secret" of the secret linekeeper\/slack must be a text/],
    ['{"signing_secert": "fake-value"}', /Unknown key "signing_secert": did you mean signing_secret\?/],
  ])('as %j are named in the log, and fine once they are mended', async (text, sentence) => {
    const { ack: own } = await fresh('linekeeper/slack', text);
    expect((await asked(own)).text).toMatch(/cannot answer here/);
    const said = own.log().replaceAll('\\"', '"');
    expect(said).toMatch(sentence);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).not.toContain('fake-value');
    services.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: everything }));
    expect((await asked(own)).blocks[0].text.text).toContain('Linekeeper');
  });

  it('are read once while they are fresh, however many ask', async () => {
    const { ack: own } = await both();
    services.calls.length = 0;
    for (let round = 0; round < 5; round++) await asked(own);
    expect(services.calls).toEqual(['secretsmanager.GetSecretValue']);
  });

  it('of accounts that are broken are told to whoever asks, without what they hold', async () => {
    const responseUrl = urls.url();
    const { worker: own } = await fresh('linekeeper/accounts', '[{"name": "moscow", "provider": "calgear", "access_token": "hidden-key"}]');
    await acknowledged('/slack/commands', commandForm('accounts', alice, responseUrl));
    await own.invoke(sqsEvent(services.take()));
    const [message] = await urls.posted(responseUrl);
    expect(message.text).toMatch(/^config: The secret linekeeper\/accounts, account 1: "provider" must be one of/);
    expect(JSON.stringify(message) + own.log()).not.toContain('hidden-key');
  });
});
