// Formats the sections of a help text: headings, definitions and commands.
import { measureWidest, pad, wrapWords } from '../print/text-width.ts';

/** A term and its meaning. */
export type Definition = readonly [term: string, meaning: string];

/** Space before a term, and between a term and its meaning. */
const indent = '  ';

/** Terms that are wider get their meaning on the next line. */
const maxTermColumns = 30;

/** A section of definitions in two columns, broken between words. */
export function formatDefinitions(title: string, definitions: readonly Definition[], width: number): string {
  const terms = definitions.map(([term]) => term);
  const termWidth = Math.min(maxTermColumns, measureWidest(terms)) + indent.length;
  const start = indent.length + termWidth;
  const lines = definitions.map(([term, meaning]) => {
    const wrapped = wrapWords(meaning, Math.max(20, width - start)).replaceAll('\n', `\n${' '.repeat(start)}`);
    const label = indent + pad(term, termWidth);
    return measureWidest([term]) >= termWidth ? `${indent}${term}\n${' '.repeat(start)}${wrapped}` : label + wrapped;
  });
  return `${title}:\n${lines.join('\n')}\n`;
}

/** A section of commands, which are never broken. */
export const formatCommands = (title: string, commands: readonly string[]): string =>
  `${title}:\n${commands.map(command => `${indent}${command}\n`).join('')}`;

/** A paragraph, broken between words. */
export const formatParagraph = (text: string, width: number): string => `${wrapWords(text, width)}\n`;
