// The commands that serve until they are ended: `mcp`, `slack` and `sandbox`.
import { LinekeeperError } from '@linekeeper/core';
import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { readGlobalOptions } from './global-options.ts';
import { parseInterval } from './interval.ts';

/** Adds the commands to the root command. */
export function addServerCommands(root: Command, context: CommandContext): void {
  root
    .command('mcp')
    .description('Serve MCP on standard input and output, or over HTTP')
    .option('--http <host:port>', 'serve over HTTP at this address, e.g. 127.0.0.1:8123')
    .action(async ({ http }: { http?: string }, command: Command) => {
      const options = readGlobalOptions(command, context);
      if (http === undefined) return await (await import('./commands/mcp.ts')).serveMcp(options);
      const { parseListenAddress, serveMcpHttp } = await import('./commands/mcp-http.ts');
      await serveMcpHttp(options, parseListenAddress(http));
    });
  root
    .command('slack')
    .description('Answer /lines in Slack: a server on this machine, for a tunnel')
    .option('--port <number>', 'port to listen on', '3000')
    .action(async (options: { port: string }, command: Command) => {
      const { serveSlack } = await import('./commands/slack.ts');
      await serveSlack({ ...readGlobalOptions(command, context), port: parsePort(options.port) });
    });
  root
    .command('sandbox')
    .description('Run the fake providers for other programs, on loopback')
    .option('--port <number>', 'port to listen on; any free one by default')
    .option('--story [time]', 'play a week in which lines change, with this time between two events (5s)')
    .action(async ({ port, story }: { port?: string; story?: string | true }) => {
      const { serveSandbox } = await import('./commands/sandbox.ts');
      const storyStepMs = story === undefined ? undefined : parseInterval(story === true ? '5s' : story, '--story');
      await serveSandbox({ port: port === undefined ? 0 : parsePort(port), io: context.io, storyStepMs });
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new LinekeeperError('input', '--port must be a whole number from 0 to 65535.', { field: 'port' });
}
