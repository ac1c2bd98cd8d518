// `/lines` on Lambda while AWS services hang, or with missing and invalid secrets.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { alice, createButtonForm, createCommandForm, signingSecret, signRequest, startResponseUrlServer } from '../slack/slack.ts';
import { fullAccess } from '../slack/slack-server.ts';
import { startFakeAws } from './aws.ts';
import { createHttpEvent, createSqsEvent, type LambdaFunction, startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const services = await startFakeAws();

beforeEach(() => {
  services.requestTargets.length = 0;
  services.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: fullAccess }));
  services.secrets.set('linekeeper/accounts', JSON.stringify(sandbox.accounts));
});

const startFunctions = async () => {
  const environment = { ...services.environment, LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host };
  return { ack: await startFunction('slack', environment), worker: await startFunction('slack-worker', environment) };
};

/** Invokes the acknowledging function with a signed command. */
const invokeCommand = (lambda: LambdaFunction, text: string, responseUrl = urls.url(), timeoutMs?: number) =>
  lambda.invoke(createHttpEvent('/slack/commands', signRequest(createCommandForm(text, alice, responseUrl))), timeoutMs);

describe('services that do not respond', () => {
  it.each(['secretsmanager.GetSecretValue', 'AmazonSQS.SendMessage'])(
    'time out within the three seconds that Slack waits (%s)',
    async target => {
      services.hangingTargets.add(target);
      const { ack: coldAck } = await startFunctions();
      // An unknown path needs no service: it warms the function up, so that the time below is only that of the requests.
      expect((await coldAck.invoke(createHttpEvent('/', signRequest('')))).statusCode).toBe(404);
      const { body } = await invokeCommand(coldAck, 'accounts', urls.url(), 3_000);
      expect(JSON.parse(body).text).toMatch(/cannot (answer|take questions) at the moment/);
      services.hangingTargets.clear();
      expect((await invokeCommand(coldAck, 'help')).statusCode).toBe(200);
    },
  );
});

describe('the secrets', () => {
  const startWithSecret = async (name: string, text: string | undefined) => {
    if (text === undefined) services.secrets.delete(name);
    else services.secrets.set(name, text);
    return await startFunctions();
  };
  const askForHelp = async (lambda: LambdaFunction) => JSON.parse((await invokeCommand(lambda, 'help')).body);

  it.each([
    [undefined, /The secret linekeeper\/slack does not exist/],
    ['', /The secret linekeeper\/slack is empty/],
    ['{"signing_secret": "fake', /The secret linekeeper\/slack is not valid JSON/],
    ['{}', /"signing_secret" of the secret linekeeper\/slack is not set/],
    ['{"signing_secret": 5}', /"signing_secret" of the secret linekeeper\/slack must be a non-empty string/],
    ['{"signing_secert": "fake-value"}', /Unknown key "signing_secert": did you mean signing_secret\?/],
  ])('with the text %j are reported in the log until they are repaired', async (text, message) => {
    const { ack: lambda } = await startWithSecret('linekeeper/slack', text);
    expect((await askForHelp(lambda)).text).toMatch(/cannot answer at the moment/);
    const log = lambda.log().replaceAll('\\"', '"');
    expect(log).toMatch(message);
    expect(log.trim().split('\n')).toHaveLength(1);
    expect(log).not.toContain('fake-value');
    services.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: fullAccess }));
    expect((await askForHelp(lambda)).blocks[0].text.text).toContain('Linekeeper');
  });

  it('that cannot be read make Slack mark a pressed button, which shows no message of a response', async () => {
    const { ack: lambda } = await startWithSecret('linekeeper/slack', undefined);
    const form = createButtonForm({ action_id: 'more', value: 'signed' }, alice, urls.url());
    expect(await lambda.invoke(createHttpEvent('/slack/interactivity', signRequest(form)))).toMatchObject({ statusCode: 503, body: '' });
  });

  it('are read once while they are fresh', async () => {
    const { ack: lambda } = await startFunctions();
    services.requestTargets.length = 0;
    for (let round = 0; round < 5; round++) await askForHelp(lambda);
    expect(services.requestTargets).toEqual(['secretsmanager.GetSecretValue']);
  });

  it('with invalid accounts are reported to the requester, without their values', async () => {
    const responseUrl = urls.url();
    const { ack, worker } = await startWithSecret(
      'linekeeper/accounts',
      '[{"name": "moscow", "provider": "calgear", "access_token": "hidden-key"}]',
    );
    expect((await invokeCommand(ack, 'accounts', responseUrl)).statusCode).toBe(200);
    await worker.invoke(createSqsEvent(services.takeMessages()));
    const [message] = await urls.waitForPosts(responseUrl);
    expect(message.text).toMatch(/^config: The secret linekeeper\/accounts, account 1: "provider" must be one of/);
    expect(JSON.stringify(message) + worker.log()).not.toContain('hidden-key');
  });
});
