// The help of every command, as reviewed.

import { operations } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { describe, expect, it } from 'vitest';
import { run } from '../../packages/cli/src/program.ts';

async function help(words: readonly string[]): Promise<string> {
  let text = '';
  const io = {
    write: async (written: string) => {
      text += written;
    },
    error: (line: string) => expect.fail(line),
    passing: () => {},
    isTerminal: false,
    width: undefined,
  };
  expect(await run([...words, '--help'], { environment: {}, io })).toBe(0);
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
      ...questions.map(({ command }) => [...command]),
      ['doctor'],
      ['mcp'],
      ['slack'],
      ['sandbox'],
    ].map(words => ({ words })),
  )('of "$words" is as reviewed', async ({ words }) => {
    await expect(await help(words)).toMatchFileSnapshot(`snapshots/help/${words.join('-') || 'linekeeper'}.txt`);
  });
});
