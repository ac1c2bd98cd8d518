// A tool call of 25 rows against the sandbox in another process, compared with a plain request of the same page. Both parse what they get, and serialize what they answer.
import { spawn } from 'node:child_process';
import { createAccountRegistry, createJsonBudget, createListTool, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { operations, providers } from '@linekeeper/providers';
import { Agent, request } from 'undici';
import { commandFile } from '../command.ts';
import { medianPairMs, report } from './report.ts';

/** Until V8 has compiled what a call runs. */
const warmUpRounds = 1_500;

/** Reports the median time of both. */
export async function benchToolCall(): Promise<void> {
  const child = spawn(process.execPath, [commandFile, 'sandbox'], { stdio: ['ignore', 'pipe', 'ignore'], env: {} });
  const line = await new Promise<string>(resolve => child.stdout.once('data', text => resolve(String(text))));
  const text = /^export LINEKEEPER_ACCOUNTS='(.*)'\n$/.exec(line)?.[1] ?? '[]';
  const accounts = readAccounts({}, providers, { source: 'the sandbox', text });
  const registry = createAccountRegistry(accounts, undiciRuntime());
  const operation = operations.find(({ name }) => name === 'telecomx_list_sip_phones');
  const account = accounts.find(({ provider }) => provider === operation?.provider);
  if (operation === undefined || account === undefined) throw new Error('the sandbox has no such account');
  const tool = createListTool(operation);
  const dispatcher = new Agent();
  const url = `${account.baseUrl}/pbx/sipphone?token=${account.settings.token}&offset=0&limit=25`;
  const passOn = async () => JSON.stringify(JSON.parse(await (await request(url, { dispatcher })).body.text()));
  const runTool = async () =>
    JSON.stringify((await tool.run({}, { registry, deadline: { at: systemClock.now() + 20_000 }, budget: createJsonBudget() })).content);
  const [mine, theirs] = await medianPairMs(runTool, passOn, warmUpRounds);
  child.kill();
  report('a call of 25 rows beside a request passed on', mine, theirs, 1.2, 'ms ');
}
