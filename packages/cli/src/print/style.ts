// Colors of the shell: by Node's styleText. What a color says is also said by a word or a sign.
import { styleText } from 'node:util';

/** A style of Node's `styleText`, or several. */
export type Style = Parameters<typeof styleText>[0];

/** Styles a text, or returns it unchanged where colors are off. */
export type Paint = (style: Style, text: string) => string;

/** Creates the function that styles texts. The caller has decided whether the stream takes colors. */
export const createPaint = (hasColor: boolean): Paint =>
  hasColor ? (style, text) => (text === '' ? '' : styleText(style, text, { validateStream: false })) : (_, text) => text;

/** True if Node would color a text for this stream: FORCE_COLOR, NO_COLOR, TERM and the kind of the stream decide. */
export const supportsColor = (stream: NodeJS.WritableStream): boolean => styleText('bold', '-', { stream }) !== '-';

/** The styles of states, severities and outcomes, by their words. */
const wordStyles: Readonly<Record<string, Style>> = {
  up: 'green',
  active: 'green',
  ready: 'green',
  down: 'red',
  blocked: 'magenta',
  unknown: 'yellow',
  inactive: 'gray',
  critical: ['red', 'bold'],
  warning: 'yellow',
  info: 'cyan',
  broken: 'red',
  rejected: 'red',
  unreachable: 'red',
};

/** The columns whose cells are such words. */
const wordColumns: readonly string[] = ['status', 'severity', 'state'];

/** The style of a cell; undefined for a plain one. */
export const getCellStyle = (column: string, text: string): Style | undefined => {
  if (column === 'matched') return ['bold', 'underline'];
  return wordColumns.includes(column) ? wordStyles[text] : undefined;
};

/** The style of a severity. */
export const getSeverityStyle = (severity: string): Style => wordStyles[severity] ?? 'bold';
