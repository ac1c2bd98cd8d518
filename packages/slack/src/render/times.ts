// Times, which Slack shows in the time zone of each reader: https://docs.slack.dev/reference/block-kit/block-elements/date-element
import type { MrkdwnElement, RichTextBlock } from '@slack/types';

/** A time as answers hold it: `2026-11-27T09:14Z`, also with seconds. */
const utcTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;

/** Milliseconds since 1970; undefined for a text that is not a time in UTC. */
export function parseUtcTime(text: string): number | undefined {
  const at = text.endsWith('Z') && utcTime.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** `2026-11-27 09:14 UTC`, where Slack cannot convert the time. */
export const formatUtcTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The characters of `formatUtcTime`. */
export const utcTimeChars = 20;

/** A time in milliseconds since 1970, for a context block. */
export const renderTime = (at: number): MrkdwnElement => ({
  type: 'mrkdwn',
  text: `<!date^${toSeconds(at)}^{date_short_pretty} {time}|${formatUtcTime(at)}>`,
});

/** The same for the cell of a table. The digits of the date come in the order of their weight, by which a column is sorted. */
export const renderTimeCell = (at: number): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [{ type: 'date', timestamp: toSeconds(at), format: '{date_num} {time}', fallback: formatUtcTime(at) }],
    },
  ],
});

/** Slack accepts whole seconds alone. */
const toSeconds = (at: number): number => Math.floor(at / 1000);
