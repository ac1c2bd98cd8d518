// Codes and counts as a reader says them.

/** `sip_trunk` as "SIP trunk". */
export const inWords = (code: string): string => code.replaceAll('_', ' ').replace(/\b(sip|id)\b/g, word => word.toUpperCase());

/** Names are as people gave them; the values of the other properties are codes. */
export const spoken = (property: string, value: string): string => (/kind|status|severity/.test(property) ? inWords(value) : value);

export const inFigures = (count: number): string => count.toLocaleString('en');

export const counted = (count: number, noun: string): string => `${inFigures(count)} ${noun}${count === 1 ? '' : 's'}`;

export const amountIn = (amount: number, currency: string): string =>
  `${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`.trim();
