// Slack's side: how soon a cold function acknowledges, what a warm one and a table cost, and a server under load.
import { execFileSync, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { directoryOf, type Outcome, readAccounts, type Tool } from '@linekeeper/core';
import { systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { acknowledge, type Incoming, topicsOf } from '@linekeeper/slack/ack';
import { answerOf } from '../../packages/slack/src/render/answer.ts';
import { built } from '../command.ts';
import { Aws } from '../lambda/aws.ts';
import { httpEvent } from '../lambda/functions.ts';
import { alice, commandForm, ResponseUrls, signed, signingSecret } from '../slack/slack.ts';
import { everything } from '../slack/slack-server.ts';
import { firstCall, secretAlone } from './first-call.ts';
import { median, reportBudget, typical } from './report.ts';

const rooms = `${import.meta.dirname}/../../packages`;

export async function slack(): Promise<void> {
  execFileSync(process.execPath, [`${rooms}/lambda/build.ts`], { stdio: 'ignore' });
  reportBudget('bundle of the acknowledgement', statSync(`${rooms}/lambda/dist/slack/index.mjs`).size / 1000, 400, 'KB');
  await cold();
  await warm();
  await rendering();
  await load();
}

async function cold(): Promise<void> {
  const aws = new Aws();
  await aws.start();
  aws.secrets.set('linekeeper/slack', JSON.stringify({ signing_secret: signingSecret, access: everything }));
  const event = httpEvent('/slack/commands', signed(commandForm('help', alice, 'https://hooks.slack.com/x')));
  const queue = "import { SQSClient } from '@aws-sdk/client-sqs'; export const queue = new SQSClient({});";
  await firstCall({ name: 'slack', event, budget: 60, alone: secretAlone('linekeeper/slack', queue) }, aws);
  aws.close();
}

async function warm(): Promise<void> {
  const settings = { signingSecret, botToken: undefined, contact: undefined, access: everything };
  const options = {
    topics: topicsOf(tools),
    settings: async () => settings,
    queue: { send: async () => {} },
    now: Date.now,
    log: () => {},
  };
  const { headers, body } = signed(commandForm('list status=down owner=hansen', alice, 'https://hooks.slack.com/x'));
  const incoming: Incoming = { method: 'POST', path: '/slack/commands', headers, body };
  reportBudget('a warm acknowledgement', await typical(() => acknowledge(incoming, options)), 5, 'ms');
}

async function rendering(): Promise<void> {
  const sandbox = await startSandbox();
  const accounts = readAccounts({}, providers, { source: 'the sandbox', text: JSON.stringify(sandbox.accounts) });
  const tool = tools.find(({ name }) => name === 'list_lines') as Tool;
  const deadline = { at: Date.now() + 20_000 };
  const outcome: Outcome = await tool.run({ limit: 100 }, { directory: directoryOf(accounts, systemOutside()), deadline });
  const asked = { tool, question: { tool: tool.name, input: {}, shown: 0 }, outcome };
  reportBudget(
    'a table of 100 rows',
    await typical(async () => JSON.stringify(answerOf(asked, { secret: signingSecret, now: Date.now() }).message)),
    3,
    'ms',
  );
  await sandbox.close();
}

const perSecond = 200;
const seconds = 20;

/** Commands at a steady pace, whatever the server does: the longest acknowledgement, and the answers that never came. */
async function load(): Promise<void> {
  const urls = new ResponseUrls();
  await urls.start();
  const environment = {
    LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret,
    LINEKEEPER_SLACK_ACCESS: JSON.stringify(everything),
    LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host,
  };
  const child = spawn(process.execPath, [built, 'slack', '--port', '0', '--sandbox'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = await new Promise<string>(resolve => child.stderr.once('data', text => resolve(String(text))));
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
  const texts = ['find 70 30 50 50', 'list status=down', 'accounts', 'help', 'callgear sip-lines status=inactive'];
  const total = perSecond * seconds;
  const times: number[] = [];
  const begun = performance.now();
  const all: Promise<void>[] = [];
  let queued = 0;
  for (let index = 0; index < total; index++) {
    const late = begun + (index * 1000) / perSecond - performance.now();
    if (late > 0) await new Promise(resolve => setTimeout(resolve, late));
    const text = texts[index % texts.length] ?? '';
    if (text !== 'help') queued++;
    all.push(acknowledged(`${url}/slack/commands`, commandForm(text, alice, urls.url()), times));
  }
  await Promise.all(all);
  const end = performance.now() + 240_000;
  while (urls.posts.length < queued && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 100));
  const took = performance.now() - begun;
  child.kill();
  reportBudget(`the longest of ${total} acknowledgements`, Math.max(...times), 500, 'ms');
  reportBudget('… and the usual one', median(times), 50, 'ms');
  reportBudget(`answers lost of ${queued}, all posted in ${(took / 1000).toFixed(0)} s`, queued - urls.posts.length, 0, '');
  urls.close();
}

async function acknowledged(url: string, form: string, times: number[]): Promise<void> {
  const begun = performance.now();
  const answer = await fetch(url, { method: 'POST', ...signed(form) });
  await answer.text();
  times.push(performance.now() - begun);
  if (answer.status !== 200) throw new Error(`an acknowledgement of ${answer.status}`);
}
