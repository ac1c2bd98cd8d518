// Undoes what Slack and the clipboard do to typed text: escapes, links, and marks that are not seen.

/** Links of numbers and addresses: `<tel:+45…>`, and with a label `<tel:+45…|+45 …>`. */
const link = /<((?:tel|sips?|mailto|https?):[^|<>\s]*)(?:\|([^<>]*))?>/gi;

/** Marks that Linekeeper puts into cells, and those around copied numbers. Joiners inside words stay: scripts need them. */
const invisibleMarks = /[\u00ad\u200b\u200e\u200f\u061c\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/g;

/** Blanks that `\s` does not match. */
const otherBlanks = /[\u180e\u2800\u3164]/g;

/** The text as it was typed or copied. A link gives its label, or its address if a number's label has no digit. */
export const unescapeSlackText = (text: string): string =>
  text
    .replace(link, (_, address: string, label: string | undefined) => chooseLinkText(address, label))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(invisibleMarks, '')
    .replace(otherBlanks, ' ')
    .replace(/^\s*```|```\s*$/g, '')
    .trim();

function chooseLinkText(address: string, label = ''): string {
  const isNumber = /^(?:tel|sip)/i.test(address);
  if (label !== '' && !(isNumber && !/\p{Nd}/u.test(label))) return label;
  return address.replace(/^(?:mailto|tel):/i, '');
}
