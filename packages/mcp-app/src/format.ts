// Formatting of codes, numbers and amounts for display.
import { pluralize } from '@linekeeper/core/lite';

/** Formats `sip_trunk` as "SIP trunk". */
export const formatCode = (code: string): string => code.replaceAll('_', ' ').replace(/\b(sip|id)\b/g, word => word.toUpperCase());

/** The value of a property for display: codes are formatted, names are left as they are. */
export const formatLabel = (property: string, value: string): string => (/kind|status|severity/.test(property) ? formatCode(value) : value);

/** With thousands separators. */
export const formatNumber = (value: number): string => value.toLocaleString('en');

/** `2 lines`. */
export const formatQuantity = (count: number, noun: string): string => `${formatNumber(count)} ${pluralize(noun, count)}`;

/** An amount of money with two decimals; `currency` may be empty. */
export const formatAmount = (amount: number, currency: string): string =>
  `${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`.trim();

/** The text with its first letter in upper case. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
