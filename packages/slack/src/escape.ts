// Escapes text from providers and users for Slack, so that it triggers no mention, link, emoji or markup.
import { stripControlCharacters, truncate } from '@linekeeper/core/lite';

/** U+2060 WORD JOINER: invisible, breaks Slack's mention, link and emoji syntax. */
const wordJoiner = '\u2060';

/** Starts of `<!channel>`, `<@U…>`, `<https://…|…>` and `:emoji:`, of bare URLs, which Slack turns into links, and of `@here`. */
const slackSyntax = /<(?=[!@#/a-z])|:(?=[\w+'-]+:)|:(?=\/\/)|@(?=channel|here|everyone)/gi;

/** Visible ASCII without the characters that begin Slack's syntax. Most cells of a table are that, and need no further look. */
const harmless = /^[ !"#$%&'()*+,\-./\w;=>?[\\\]^`{|}~]*$/;

/** Escapes text for `plain_text` and table cells: it looks unchanged, and is truncated to `maxChars`. */
export function escapePlainText(text: string, maxChars: number): string {
  if (text.length <= maxChars && harmless.test(text)) return text;
  const escaped = stripControlCharacters(truncate(text, maxChars)).replace(slackSyntax, trigger => trigger + wordJoiner);
  return truncate(escaped, maxChars);
}

/** Escapes text for `mrkdwn`: formatting characters are neutralized, too. `maxChars` counts characters before the formatting is escaped. */
export const escapeMrkdwn = (text: string, maxChars: number): string =>
  escapePlainText(text, maxChars)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*~`]|\b_\B|\B_\b|\B_\B/g, mark => wordJoiner + mark + wordJoiner);
