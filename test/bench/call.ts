// A tool call of 25 rows against the sandbox in another process, compared with a bare request and JSON.parse of the same page.
import { spawn } from 'node:child_process';
import { directoryOf, listTool, readAccounts } from '@linekeeper/core';
import { systemClock, systemOutside } from '@linekeeper/core/node';
import { operations, providers } from '@linekeeper/providers';
import { Agent, request } from 'undici';
import { built } from '../command.ts';
import { median, report } from './report.ts';

const rounds = 600;
const warmUp = 1_500;

export async function call(): Promise<void> {
  const child = spawn(process.execPath, [built, 'sandbox'], { stdio: ['ignore', 'pipe', 'ignore'], env: {} });
  const line = await new Promise<string>(resolve => child.stdout.once('data', text => resolve(String(text))));
  const text = /^export LINEKEEPER_ACCOUNTS='(.*)'\n$/.exec(line)?.[1] ?? '[]';
  const accounts = readAccounts({}, providers, { source: 'the sandbox', text });
  const directory = directoryOf(accounts, systemOutside());
  const operation = operations.find(({ name }) => name === 'telecomx_list_sip_phones');
  const account = accounts.find(({ provider }) => provider === operation?.provider);
  if (operation === undefined || account === undefined) throw new Error('the sandbox has no such account');
  const tool = listTool(operation);
  const dispatcher = new Agent();
  const url = `${account.baseUrl}/pbx/sipphone?token=${account.settings.token}&offset=0&limit=25`;
  const bare = async () => JSON.parse(await (await request(url, { dispatcher })).body.text());
  // What a surface does with the answer is part of the call.
  const ours = async () =>
    JSON.stringify((await tool.run({}, { directory, deadline: { at: systemClock.now() + 20_000 }, characters: 24_000 })).content);
  const [mine, theirs] = await taken(ours, bare);
  child.kill();
  report('a call of 25 rows', mine, theirs, 1.3, 'ms ');
}

/** Medians of two things done by turns, in milliseconds. */
async function taken(first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = -warmUp; round < rounds; round++) {
    for (const [index, work] of [first, second].entries()) {
      const begun = performance.now();
      await work();
      if (round >= 0) times[index]?.push(performance.now() - begun);
    }
  }
  return [median(times[0]), median(times[1])];
}
