// Text from outside as Slack may show it: no mention, link, emoji or markup comes out of it.
import { clip, inert } from '@linekeeper/core/lite';

/** Joins what stands beside it and is not seen: what it stands in is no sign to Slack any more. */
const joiner = '\u2060';

/** `<!channel>`, `<@U…>` and `<https://…|…>`, `:emoji:`, and addresses that would become links by themselves. */
const signs = /<(?=[!@#/a-z])|:(?=[\w+'-]+:)|:(?=\/\/)|@(?=channel|here|everyone)/gi;

/** For places that show text as it is: cells, plain text. At most `most` characters; it reads as it was. */
export const plain = (text: string, most: number): string =>
  clip(
    inert(clip(text, most)).replace(signs, sign => sign + joiner),
    most,
  );

/** For places that read markup: the same, with markup's signs made characters. */
export const marked = (text: string, most: number): string =>
  plain(text, most)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*~`]|\b_\B|\B_\b|\B_\B/g, sign => joiner + sign + joiner);
