// What `/lines help` says of every topic, as reviewed.
import { tools } from '@linekeeper/questions';
import { topicsOf } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { helpFor } from '../../packages/slack/src/ack/help.ts';
import { expectValid } from '../slack/limits.ts';
import type { Posted } from '../slack/slack.ts';

const topics = topicsOf(tools);
const groups = [...new Set(topics.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))];

describe('/lines help', () => {
  it.each([[], ...groups.map(group => [group]), ...topics.map(({ words }) => words)].map(words => ({ words })))(
    'of "$words" is as reviewed',
    async ({ words }) => {
      const message: Posted = helpFor(words, topics);
      expectValid(message);
      const text = message.blocks.map((block: Posted) => block.text.text.replaceAll('\u2060', '')).join('\n');
      await expect(`${text}\n`).toMatchFileSnapshot(`snapshots/slack-help/${words.join('-') || 'help'}.txt`);
    },
  );

  it('is small enough to be carried by the function that acknowledges', () => {
    expect(JSON.stringify(topics).length).toBeLessThan(32_000);
  });
});
