// Reads what a terminal shows after a program's output: lines of styled spans. It knows the sequences that the command writes.

/** Characters in one style. */
export interface Span {
  text: string;
  /** Index in the palette of sixteen colors; undefined for the default color. */
  color: number | undefined;
  bold: boolean;
  dim: boolean;
  underline: boolean;
}

type Style = Omit<Span, 'text'>;

const plain: Style = { color: undefined, bold: false, dim: false, underline: false };

/** A sequence that sets styles or erases to the end of the line, a line break, a carriage return, or one character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a terminal interprets.
const token = /\u001b\[([\d;]*)([A-Za-z])|\u001b\[\?\d+[hl]|\r?\n|\r|./gsu;

/** Reads the lines of the screen. Throws for a sequence that it does not know, so that no picture is wrong unnoticed. */
export function readScreen(output: string): Span[][] {
  const lines: { character: string; style: Style }[][] = [[]];
  let style = plain;
  let column = 0;
  for (const [whole, parameters = '', final] of output.matchAll(token)) {
    const line = lines.at(-1) ?? [];
    if (final === 'm') style = parameters.split(';').reduce(applyStyle, style);
    else if (final === 'K') line.length = Math.min(line.length, column);
    else if (final !== undefined) throw new Error(`unknown escape sequence ${JSON.stringify(whole)}`);
    else if (whole.startsWith('\u001b')) continue;
    else if (whole.endsWith('\n')) {
      lines.push([]);
      column = 0;
    } else if (whole === '\r') column = 0;
    else line[column++] = { character: whole, style };
  }
  return lines.map(line => joinSpans(line));
}

function applyStyle(style: Style, code: string): Style {
  const number = Number(code);
  if (number === 0) return plain;
  if (number === 1) return { ...style, bold: true };
  if (number === 2) return { ...style, dim: true };
  if (number === 4) return { ...style, underline: true };
  if (number === 22) return { ...style, bold: false, dim: false };
  if (number === 24) return { ...style, underline: false };
  if (number === 39) return { ...style, color: undefined };
  if (number >= 30 && number <= 37) return { ...style, color: number - 30 };
  if (number >= 90 && number <= 97) return { ...style, color: number - 82 };
  throw new Error(`unknown style ${code}`);
}

function joinSpans(line: readonly { character: string; style: Style }[]): Span[] {
  const spans: Span[] = [];
  for (const { character, style } of line) {
    const last = spans.at(-1);
    if (last !== undefined && isSameStyle(last, style)) last.text += character;
    else spans.push({ text: character, ...style });
  }
  return spans;
}

const isSameStyle = (a: Style, b: Style) => a.color === b.color && a.bold === b.bold && a.dim === b.dim && a.underline === b.underline;
