// Slack messages: their type, blocks of plain text, and ephemeral messages made of them.
import type { HeaderBlock, KnownBlock, SectionBlock } from '@slack/types';
import { escapeMrkdwn, escapePlainText } from './escape.ts';

/** The response body of a slash command, and the body of a post to a `response_url`. */
export interface Message {
  response_type: 'ephemeral' | 'in_channel';
  /** True to replace the acknowledgement, or the message that contains the button. */
  replace_original?: boolean;
  /** Fallback text for notifications and screen readers. */
  text: string;
  /** `text` contains no markup. */
  mrkdwn: false;
  blocks: KnownBlock[];
}

/** Slack's limits for the texts of header and section blocks. */
const maxHeaderChars = 150;
const maxSectionChars = 3_000;

/** Limits of `text`: in total, and for one text line before it is escaped. Slack truncates at 4,000. */
const maxTextChars = 3_000;
const maxTextLineChars = 400;

/** Leaves some of Slack's 50 blocks to the other blocks of a message. */
const maxSections = 40;

/** An ephemeral message of plain text lines, with an optional header. */
export function ephemeral(textLines: readonly string[], title?: string): Message {
  return {
    response_type: 'ephemeral',
    text: toFallbackText([...(title === undefined ? [] : [title]), ...textLines]),
    mrkdwn: false,
    blocks: [...(title === undefined ? [] : [renderHeader(title)]), ...renderSections(textLines)],
  };
}

/** Joins as many text lines as fit into a message's fallback text. Never empty. */
export function toFallbackText(textLines: readonly string[]): string {
  const fitting: string[] = [];
  let remainingChars = maxTextChars;
  for (const textLine of textLines) {
    const escaped = escapeMrkdwn(textLine, maxTextLineChars);
    remainingChars -= escaped.length + 1;
    if (remainingChars < 0) break;
    fitting.push(escaped);
  }
  return fitting.join('\n').trim() || '–';
}

/** A header block; the title is truncated to Slack's limit. */
export const renderHeader = (title: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: escapePlainText(title, maxHeaderChars), emoji: false },
});

/** Packs the text lines into as few section blocks as possible. */
export function renderSections(textLines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const textLine of textLines) {
    const escaped = escapePlainText(textLine, maxSectionChars);
    const last = texts.at(-1);
    if (last === undefined || last.length + escaped.length + 1 > maxSectionChars) texts.push(escaped);
    else texts[texts.length - 1] = `${last}\n${escaped}`;
  }
  // Slack rejects empty texts.
  return texts
    .map(text => text.trim() || '–')
    .slice(0, maxSections)
    .map(text => ({ type: 'section', text: { type: 'plain_text', text, emoji: false } }));
}
