// `linekeeper sandbox`: runs the fake providers in their own process, for other programs and for experiments.
import { setTimeout as sleep } from 'node:timers/promises';
import { LinekeeperError } from '@linekeeper/core';
import { createStory, type Sandbox, type StoryStep, startSandbox } from '@linekeeper/sandbox';
import type { Terminal } from '../terminal.ts';

/** Options of `linekeeper sandbox`. */
export interface SandboxCommandOptions {
  port: number;
  io: Terminal;
  /** Plays the week of the sandbox, with this time between two events; otherwise nothing changes. */
  storyStepMs?: number | undefined;
}

/** Serves until the process ends, and prints the accounts as a shell command. Throws `config` if the port is in use. */
export async function serveSandbox({ port, io, storyStepMs }: SandboxCommandOptions): Promise<never> {
  const story = storyStepMs === undefined ? undefined : createStory();
  const sandbox = await startSandbox({ port, ...(story !== undefined && { company: story.company }) }).catch(
    (thrown: NodeJS.ErrnoException) => {
      throw thrown.code === 'EADDRINUSE'
        ? new LinekeeperError('config', `Port ${port} is in use. Choose another with --port, or omit it.`)
        : thrown;
    },
  );
  io.error(`The fake providers listen at ${sandbox.url} until you press Ctrl-C. To use them from another shell:`);
  await io.write(`export LINEKEEPER_ACCOUNTS='${JSON.stringify(sandbox.accounts)}'\n`);
  if (story !== undefined) await playSteps(sandbox, story.steps, { io, stepMs: storyStepMs ?? 0 });
  return await new Promise<never>(() => {});
}

async function playSteps(sandbox: Sandbox, steps: readonly StoryStep[], { io, stepMs }: { io: Terminal; stepMs: number }): Promise<void> {
  io.error('A week passes; "linekeeper watch --every 2s --history FILE" in that shell shows what changes:');
  for (const { at, title, play } of steps) {
    await sleep(stepMs);
    play(sandbox);
    io.error(`${at.slice(0, 16).replace('T', ' ')}  ${title}`);
  }
  io.error('The week is over.');
}
