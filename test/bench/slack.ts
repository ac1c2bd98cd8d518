// Slack: cold and warm acknowledgements, rendering of a table, and a server under load.
import { execFileSync, spawn } from 'node:child_process';
import { createAccountRegistry, readAccounts, type Tool, type ToolResult } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { type AckContext, acknowledge, type RawRequest, RecentPresses, toCommandSpecs } from '@linekeeper/slack/ack';
import { renderAnswer } from '../../packages/slack/src/render/answer.ts';
import { commandFile } from '../command.ts';
import { FakeAws } from '../lambda/aws.ts';
import { createHttpEvent } from '../lambda/functions.ts';
import { countStartBytes } from '../lambda/start-files.ts';
import { alice, createCommandForm, ResponseUrlServer, signingSecret, signRequest } from '../slack/slack.ts';
import { fullAccess } from '../slack/slack-server.ts';
import { benchColdStart, secretBaseline } from './first-call.ts';
import { median, medianMs, reportBudget } from './report.ts';

const packages = `${import.meta.dirname}/../../packages`;

/** Reports all figures of the Slack surface. */
export async function benchSlack(): Promise<void> {
  execFileSync(process.execPath, [`${packages}/lambda/build.ts`], { stdio: 'ignore' });
  reportBudget('code that slack loads to start', countStartBytes(`${packages}/lambda/dist/slack`) / 1000, 300, 'KB');
  await benchColdAcknowledgement();
  await benchWarmAcknowledgement();
  await benchTableRendering();
  await benchLoad();
}

async function benchColdAcknowledgement(): Promise<void> {
  const aws = new FakeAws();
  await aws.start();
  aws.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: fullAccess }));
  const event = createHttpEvent('/slack/commands', signRequest(createCommandForm('help', alice, 'https://hooks.slack.com/x')));
  const queue = "import { SQSClient } from '@aws-sdk/client-sqs'; export const queue = new SQSClient({});";
  const baselineSource = secretBaseline(['linekeeper/slack'], queue);
  await benchColdStart({ name: 'slack', event, budgetMs: 60, bound: 0.75, baselineSource }, aws);
  aws.close();
}

async function benchWarmAcknowledgement(): Promise<void> {
  const settings = { signingSecret, botToken: undefined, contact: undefined, access: fullAccess };
  const options: AckContext = {
    commands: toCommandSpecs(tools),
    hasHistory: false,
    settings: async () => settings,
    queue: { send: async () => {} },
    post: async () => {},
    presses: new RecentPresses(),
    now: Date.now,
    log: () => {},
  };
  const { headers, body } = signRequest(createCommandForm('list status=down owner=hansen', alice, 'https://hooks.slack.com/x'));
  const incoming: RawRequest = { method: 'POST', path: '/slack/commands', headers, body };
  reportBudget('a warm acknowledgement', await medianMs(() => acknowledge(incoming, options)), 5, 'ms');
}

async function benchTableRendering(): Promise<void> {
  const sandbox = await startSandbox();
  const accounts = readAccounts({}, providers, { source: 'the sandbox', value: sandbox.accounts });
  const tool = tools.find(({ name }) => name === 'list_lines') as Tool;
  const deadline = { at: Date.now() + 20_000 };
  const result: ToolResult = await tool.run({ limit: 100 }, { registry: createAccountRegistry(accounts, undiciRuntime()), deadline });
  const answerContext = { tool, toolCall: { tool: tool.name, input: {}, shown: 0 }, result };
  reportBudget(
    'a table of 100 rows',
    await medianMs(async () => JSON.stringify(renderAnswer(answerContext, { secret: signingSecret, now: Date.now() }).message)),
    3,
    'ms',
  );
  await sandbox.close();
}

const commandsPerSecond = 200;
const seconds = 20;

/** Sends commands at a constant rate; reports the slowest acknowledgement, and the answers that were not posted. */
async function benchLoad(): Promise<void> {
  const urls = new ResponseUrlServer();
  await urls.start();
  const environment = {
    LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret,
    LINEKEEPER_SLACK_ACCESS: JSON.stringify(fullAccess),
    LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host,
  };
  const child = spawn(process.execPath, [commandFile, 'slack', '--port', '0', '--sandbox'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const startMessage = await new Promise<string>(resolve => child.stderr.once('data', text => resolve(String(text))));
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(startMessage) ?? [];
  const texts = ['find 70 30 50 50', 'list status=down', 'accounts', 'help', 'callgear sip-lines status=inactive'];
  const total = commandsPerSecond * seconds;
  const times: number[] = [];
  const startedAt = performance.now();
  const pending: Promise<void>[] = [];
  let queued = 0;
  for (let index = 0; index < total; index++) {
    const delayMs = startedAt + (index * 1000) / commandsPerSecond - performance.now();
    if (delayMs > 0) await new Promise(resolve => setTimeout(resolve, delayMs));
    const text = texts[index % texts.length] ?? '';
    if (text !== 'help') queued++;
    pending.push(sendCommand(`${url}/slack/commands`, createCommandForm(text, alice, urls.url()), times));
  }
  await Promise.all(pending);
  const end = performance.now() + 240_000;
  while (urls.posts.length < queued && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 100));
  const durationMs = performance.now() - startedAt;
  child.kill();
  reportBudget(`the slowest of ${total} acknowledgements`, Math.max(...times), 500, 'ms');
  reportBudget('… and the median', median(times), 50, 'ms');
  reportBudget(`answers lost of ${queued}, all posted in ${(durationMs / 1000).toFixed(0)} s`, queued - urls.posts.length, 0, '');
  urls.close();
}

async function sendCommand(url: string, form: string, times: number[]): Promise<void> {
  const startedAt = performance.now();
  const response = await fetch(url, { method: 'POST', ...signRequest(form) });
  await response.text();
  times.push(performance.now() - startedAt);
  if (response.status !== 200) throw new Error(`The acknowledgement has status ${response.status}.`);
}
