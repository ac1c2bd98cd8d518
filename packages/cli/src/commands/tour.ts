// The tour of `pnpm start`: runs four questions against the sandbox, and prints the next steps.
import { type AccountRegistry, getTool, type ToolResult } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { historyTools } from '@linekeeper/history';
import { questionTools } from '@linekeeper/questions';
import { openAccounts } from '../accounts.ts';
import type { CommandContext } from '../context.ts';
import { playStory } from '../play-story.ts';
import { formatCountLine } from '../print/count-line.ts';
import { formatResult } from '../print/result.ts';
import { createPaint, type Paint } from '../print/style.ts';
import { wrapWords } from '../print/text-width.ts';
import { startStatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';

/** Timeout of each question. */
const questionTimeoutMs = 20_000;

/** Terminal width if stdout is redirected. */
const defaultWidthColumns = 100;

interface TourStep {
  title: string;
  /** The arguments as a user types them. */
  command: string;
  tool: string;
  input: Record<string, unknown>;
}

const steps: readonly TourStep[] = [
  {
    title: 'Which lines are down or blocked, at any provider?',
    command: 'lines --status down,blocked --limit 8',
    tool: 'list_lines',
    input: { status: ['down', 'blocked'], limit: 8 },
  },
  {
    title: 'Who has 70 30 50 50?',
    command: 'find 70 30 50 50',
    tool: 'find_number',
    input: { number: '70 30 50 50' },
  },
  {
    title: 'How many lines are there, in what state, and what do they cost?',
    command: 'summary --by account,status',
    tool: 'summarize_lines',
    input: { by: ['account', 'status'] },
  },
  {
    title: 'What is wrong, and what to do?',
    command: 'audit --limit 4',
    tool: 'audit_lines',
    input: { limit: 4 },
  },
];

/** The last step: what changed in the week that the sandbox plays. */
const lastStep: TourStep = {
  title: 'What changed in a week? (That of "linekeeper sandbox --story"; "linekeeper watch" keeps the history of your own lines.)',
  command: 'changes --since 2026-10-26 --change owner,number,added --history FILE',
  tool: 'list_changes',
  input: { since: '2026-10-26', change: ['owner', 'number', 'added'], limit: 6 },
};

/** Prints each question with its command and a table of the answer. */
export async function runTour({ environment, io }: CommandContext): Promise<void> {
  const registry = await openAccounts({ environment, sandbox: true, io });
  const width = io.width ?? defaultWidthColumns;
  await io.write(`${wrapWords(describeTour(registry), width)}\n`);
  for (const step of steps) await runStep(step, registry, io);
  await runStep(lastStep, await playStory(), io);
  await io.write(`\n${wrapWords(nextSteps, width)}`);
}

async function runStep({ title, command, tool, input }: TourStep, registry: AccountRegistry, io: Terminal): Promise<void> {
  const width = io.width ?? defaultWidthColumns;
  const paint = createPaint(io.hasColor ?? false);
  await io.write(`\n${paint('bold', wrapWords(title, width))}\n${paint('cyan', `$ linekeeper ${command} --sandbox`)}\n`);
  const status = startStatusLine(io);
  const deadline = { at: systemClock.now() + questionTimeoutMs };
  const result = await getTool([...questionTools, ...historyTools], tool)
    .run(input, { registry, deadline, onAccount: status.onAccount, onProgress: status.onProgress })
    .finally(status.stop);
  await io.write(await renderAnswer(result, { ...io, width }, paint));
}

/** What the tour is, and which provider each account is at. */
function describeTour({ accounts }: AccountRegistry): string {
  const names = accounts.map(({ name, provider }) => `${name} at ${provider.title}`).join(', ');
  return `Linekeeper answers questions about telephony lines and numbers across providers. It only reads.
This tour uses the built-in sandbox: fake providers with the data of an invented company. Its accounts: ${names}.`;
}

const renderAnswer = async (result: ToolResult, io: Terminal, paint: Paint): Promise<string> =>
  `${await formatResult(result, io, { format: 'table', requestedColumns: undefined })}${paint('dim', formatCountLine(result))}\n`;

/** Commands stand on lines of their own, indented: they are never broken. */
const nextSteps = `Next: every command, all findings, and one provider's own fields as a file:
  npx -y pnpm@12 start --help
  npx -y pnpm@12 start audit --sandbox
  npx -y pnpm@12 start callgear sip-lines --sandbox --all --format csv

Your own accounts, which are asked for and checked, and an assistant, Claude Code for example:
  npx -y pnpm@12 start init
  npx -y pnpm@12 start config claude-code
`;
