// Texts as a terminal shows them: their width in columns, padding, and breaking lines between words.
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The number of terminal columns of a text. */
export const measure = (text: string): number => stringWidth(text);

/** The width of the widest text; 0 without any. */
export const measureWidest = (texts: readonly string[]): number => texts.reduce((widest, text) => Math.max(widest, measure(text)), 0);

/** Pads a text with spaces to the width; a wider one is returned unchanged. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - measure(text)));
  return align === 'left' ? text + space : space + text;
}

const graphemes = new Intl.Segmenter();

/** Cuts a text to the width, with `…` at its end if something was cut. */
export function cutToWidth(text: string, width: number): string {
  if (measure(text) <= width) return text;
  let end = 0;
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += measure(segment);
    if (used > width) break;
    end += segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** Stands for a space at which a line is not broken. */
const unbreakable = '\u00a0';

/** What is copied as a whole: a command in quotes, or an option with its value. */
const copiedText = /"[^"\n]*"|`[^`\n]*`|(?<![\w-])--[\w-]+ \S+/g;

/**
 * Breaks a text into lines of at most `width` columns, between words. Quoted commands and options with their values stay whole, and so does
 * an indented line, which holds a command. Further lines begin with `indent` spaces.
 */
export function wrapWords(text: string, width: number | undefined, indent = 0): string {
  if (width === undefined) return text;
  const wrapLine = (line: string) => {
    if (line.startsWith('  ') || measure(line) <= width) return line;
    const protectedLine = line.replace(copiedText, copied => copied.replaceAll(' ', unbreakable));
    const [first = '', ...rest] = wrapAnsi(protectedLine, Math.max(1, width - indent), { hard: false }).split('\n');
    return [first, ...rest.map(part => ' '.repeat(indent) + part)].join('\n').replaceAll(unbreakable, ' ');
  };
  return text.split('\n').map(wrapLine).join('\n');
}

/** Breaks a value into lines of at most `width` columns: between words where possible, within a word that alone is wider. */
export const wrapValue = (text: string, width: number): string[] => wrapAnsi(text, width, { hard: true }).split('\n');
