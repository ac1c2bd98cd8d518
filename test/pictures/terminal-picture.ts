// Draws the output of commands in a terminal window, as SVG.
import type { Span } from './terminal-screen.ts';
import { escapeXml, type Theme } from './theme.ts';

const fontSize = 14;
/** Width of a character of the fonts below, as a part of their size. */
const charWidth = fontSize * 0.6;
const lineHeight = 20;
const margin = 16;
const titleHeight = 30;
const font = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/** Draws the lines in a window that is `columns` wide. */
export function drawTerminal(lines: readonly (readonly Span[])[], columns: number, label: string, theme: Theme): string {
  const width = Math.ceil(columns * charWidth + 2 * margin);
  const height = titleHeight + lines.length * lineHeight + 2 * margin;
  const buttons = [0, 1, 2].map(index => `<circle cx="${margin + 4 + index * 18}" cy="15" r="5.5" fill="${theme.border}"/>`).join('');
  const texts = lines
    .map((line, index) => drawLine(line, titleHeight + margin + index * lineHeight + 14, theme))
    .filter(text => text !== '');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(label)}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.background}" stroke="${theme.border}"/>
<path d="M0.5 ${titleHeight}h${width - 1}" stroke="${theme.border}"/>
${buttons}
<g font-family="${escapeXml(font)}" font-size="${fontSize}" fill="${theme.text}">
${texts.join('\n')}
</g>
</svg>
`;
}

/** SVG joins blanks, so runs of them become spans of their own, which are not drawn. */
const splitWords = (span: Span): Span[] => span.text.split(/( {2,}|^ | $)/).map(text => ({ ...span, text }));

/** Draws a line. Each span has its exact width, so that columns align in any font. */
function drawLine(spans: readonly Span[], y: number, theme: Theme): string {
  let column = 0;
  const parts = spans.flatMap(splitWords).map(({ text, color, bold, dim, underline }) => {
    const x = margin + column * charWidth;
    const length = [...text].length;
    column += length;
    if (text.trim() === '') return '';
    const fill = color === undefined ? (dim ? ` fill="${theme.muted}"` : '') : ` fill="${theme.palette[color]}"`;
    const weight = bold ? ' font-weight="bold"' : '';
    const decoration = underline ? ' text-decoration="underline"' : '';
    return `<text x="${x.toFixed(1)}" y="${y}" textLength="${(length * charWidth).toFixed(1)}" lengthAdjust="spacingAndGlyphs"${fill}${weight}${decoration}>${escapeXml(text)}</text>`;
  });
  return parts.join('');
}
