// The output of `/lines help` for every command matches its reviewed snapshot.
import { historyTools } from '@linekeeper/history';
import { tools } from '@linekeeper/questions';
import { toCommandSpecs } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { renderHelp } from '../../packages/slack/src/ack/help.ts';
import { expectValid } from '../slack/limits.ts';
import type { PostedMessage } from '../slack/slack.ts';

const commands = toCommandSpecs([...tools, ...historyTools]);
const groups = [...new Set(commands.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))];

describe('/lines help', () => {
  it.each([[], ...groups.map(group => [group]), ...commands.map(({ words }) => words)].map(words => ({ words })))(
    'of "$words" is as reviewed',
    async ({ words }) => {
      const message: PostedMessage = renderHelp(words, commands);
      expectValid(message);
      const text = message.blocks.map((block: PostedMessage) => block.text.text.replaceAll('\u2060', '')).join('\n');
      await expect(`${text}\n`).toMatchFileSnapshot(`snapshots/slack-help/${words.join('-') || 'help'}.txt`);
    },
  );

  it('is small enough for the bundle of the acknowledging function', () => {
    expect(JSON.stringify(commands).length).toBeLessThan(32_000);
  });
});
