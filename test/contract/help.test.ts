// The help of every shell command matches its reviewed snapshot.
import { historyQuestions } from '@linekeeper/history';
import { operations } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../packages/cli/src/program.ts';
import type { Terminal } from '../../packages/cli/src/terminal.ts';

async function renderHelp(words: readonly string[]): Promise<string> {
  let text = '';
  const io: Terminal = {
    write: async chunk => {
      text += chunk;
    },
    error: message => expect.fail(message),
    statusLine: () => {},
    isTerminal: false,
    width: undefined,
  };
  expect(await runProgram([...words, '--help'], { environment: {}, io })).toBe(0);
  return text;
}

const providers = [...new Set(operations.map(({ provider }) => provider.name))];
const commands = operations.map(({ name, provider }) => [provider.name, name.replace(`${provider.name}_list_`, '').replaceAll('_', '-')]);

describe('help', () => {
  it.each(
    [
      [],
      ...providers.map(name => [name]),
      ...commands,
      ...[...questions, ...historyQuestions].map(({ command }) => [...command]),
      ['snapshot'],
      ['watch'],
      ['history'],
      ['history', 'prune'],
      ['history', 'export'],
      ['doctor'],
      ['mcp'],
      ['slack'],
      ['sandbox'],
    ].map(words => ({ words })),
  )('of "$words" is as reviewed', async ({ words }) => {
    await expect(await renderHelp(words)).toMatchFileSnapshot(`snapshots/help/${words.join('-') || 'linekeeper'}.txt`);
  });
});
