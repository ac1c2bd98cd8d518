// What is posted to Slack, and the smallest of its kinds: a few sentences for one person.
import type { HeaderBlock, KnownBlock, SectionBlock } from '@slack/types';
import { marked, plain } from './escape.ts';

/** The body of an answer to a command, and of a post to a `response_url`. */
export interface Message {
  response_type: 'ephemeral' | 'in_channel';
  /** True where it takes the place of what the button, or the acknowledgement, stands in. */
  replace_original?: boolean;
  /** What notifications and screen readers get; always there. */
  text: string;
  /** `text` holds no markup. */
  mrkdwn: false;
  blocks: KnownBlock[];
}

/** Characters of a header. */
const longestHeader = 150;

/** Characters of a section's text. */
const longestSection = 3_000;

/** Characters of `text`, and of a line in it before its signs are escaped. */
const longestText = 3_000;
const longestTextLine = 400;

/** Sections of a message that has other blocks too: Slack takes 50 blocks. */
const mostSections = 40;

/** A private message of lines; the first may be a title. */
export function privately(lines: readonly string[], title?: string): Message {
  return {
    response_type: 'ephemeral',
    text: textOf([...(title === undefined ? [] : [title]), ...lines]),
    mrkdwn: false,
    blocks: [...(title === undefined ? [] : [header(title)]), ...sections(lines)],
  };
}

/** The plain text beside the blocks: as many lines as fit. */
export function textOf(lines: readonly string[]): string {
  const shown: string[] = [];
  let room = longestText;
  for (const line of lines.map(one => marked(one, longestTextLine))) {
    room -= line.length + 1;
    if (room < 0) break;
    shown.push(line);
  }
  return shown.join('\n').trim() || '–';
}

export const header = (title: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: plain(title, longestHeader), emoji: false },
});

/** The lines in as few sections as hold them. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const own = plain(line, longestSection);
    const last = texts.at(-1);
    if (last === undefined || last.length + own.length + 1 > longestSection) texts.push(own);
    else texts[texts.length - 1] = `${last}\n${own}`;
  }
  // Slack takes no empty text.
  return texts
    .map(text => text.trim() || '–')
    .slice(0, mostSections)
    .map(text => ({ type: 'section', text: { type: 'plain_text', text, emoji: false } }));
}
