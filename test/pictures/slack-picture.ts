// Draws Slack messages below each other, as SVG: what is posted, with the look of a Slack client.
import { readCell } from '../slack/limits.ts';
import type { PostedMessage } from '../slack/slack.ts';
import { escapeXml, type Theme } from './theme.ts';

const width = 920;
const margin = 20;
const fontSize = 13;
const font = "Lato, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/** Approximate width of a character, and of a digit, in pixels: readers have different fonts, so that it is that of a wide one. */
const charWidth = 7.5;
const digitWidth = 8;

const estimateWidth = (text: string): number => text.length * charWidth + text.replace(/\D/g, '').length * (digitWidth - charWidth);

/** Cells are not wider than this; Slack cuts them, too. */
const maxCellWidth = 166;

/** What a block looks like, and its height. */
interface DrawnBlock {
  svg: string;
  height: number;
}

/** Draws the messages. Slack shows `visibleRows` rows of a table, and a bar to page to the others. */
export function drawMessages(messages: readonly PostedMessage[], label: string, theme: Theme, visibleRows: number): string {
  const parts: string[] = [];
  let y = margin;
  for (const [index, message] of messages.entries()) {
    if (index > 0) {
      parts.push(`<path d="M${margin} ${y + 2}h${width - 2 * margin}" stroke="${theme.border}"/>`);
      y += 20;
    }
    for (const block of message.blocks) {
      const { svg, height } = drawBlock(block, y, theme, visibleRows);
      parts.push(svg);
      y += height + 10;
    }
  }
  const height = y + margin / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(label)}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.background}" stroke="${theme.border}"/>
<g font-family="${escapeXml(font)}" font-size="${fontSize}" fill="${theme.text}">
${parts.join('\n')}
</g>
</svg>
`;
}

const drawText = (x: number, y: number, content: string, style = '') =>
  `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}"${style === '' ? '' : ` ${style}`}>${escapeXml(content)}</text>`;

function truncate(text: string, maxWidth: number): string {
  const shown = text.replaceAll('\u2060', '');
  return estimateWidth(shown) <= maxWidth ? shown : `${shown.slice(0, Math.max(1, Math.floor(maxWidth / charWidth) - 1))}…`;
}

function drawBlock(block: PostedMessage, y: number, theme: Theme, visibleRows: number): DrawnBlock {
  switch (block.type) {
    case 'header':
      return { svg: drawText(margin, y + 16, block.text.text, 'font-weight="bold" font-size="18"'), height: 20 };
    case 'context':
      return drawLines(wrap(block.elements.map(plainText).join('   ')), y, `fill="${theme.muted}" font-size="12"`);
    case 'section':
      return drawLines(block.text.text.split('\n').flatMap(wrap), y, '');
    case 'data_table':
      return drawTable(block.rows, y, theme, visibleRows);
    default:
      return drawControls(block.elements, y, theme);
  }
}

const drawLines = (lines: readonly string[], y: number, style: string): DrawnBlock => ({
  svg: lines.map((line, index) => drawText(margin, y + 13 + index * 18, line, style)).join('\n'),
  height: lines.length * 18,
});

function wrap(text: string): string[] {
  const maxChars = Math.floor((width - 2 * margin) / charWidth);
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > maxChars) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Replaces a date by its fallback text. */
const plainText = ({ text: content }: PostedMessage): string => content.replace(/<!date[^|]*\|([^>]*)>/, '$1');

const rowHeight = 30;

function drawTable(rows: PostedMessage[][], y: number, theme: Theme, visibleRows: number): DrawnBlock {
  const [header = [], ...body] = rows;
  const shown = [header, ...body.slice(0, visibleRows)];
  const widths = fitColumns(header.map((_, column) => widestCell(shown, column)));
  const tableWidth = widths.reduce((sum, columnWidth) => sum + columnWidth, 0);
  const bands = shown.map((row, index) => {
    let x = margin;
    const top = y + index * rowHeight;
    const cells = widths.map((columnWidth, column) => {
      const style = index === 0 ? 'font-weight="bold"' : '';
      const svg = drawText(x + 8, top + 19, truncate(readCell(row[column]), columnWidth - 14), style);
      x += columnWidth;
      return svg;
    });
    const fill = index === 0 ? theme.band : theme.background;
    return `<rect x="${margin}" y="${top}" width="${tableWidth.toFixed(0)}" height="${rowHeight}" fill="${fill}" stroke="${theme.border}"/>\n${cells.join('\n')}`;
  });
  const hidden = body.length - (shown.length - 1);
  const pager =
    hidden === 0
      ? ''
      : drawText(margin + 8, y + shown.length * rowHeight + 18, `1–${shown.length - 1} of ${body.length}   ‹  ›`, `fill="${theme.muted}"`);
  return { svg: [...bands, pager].join('\n'), height: shown.length * rowHeight + (hidden === 0 ? 0 : 24) };
}

const widestCell = (rows: PostedMessage[][], column: number) =>
  Math.max(...rows.map(row => estimateWidth(readCell(row[column]).replaceAll('\u2060', '')))) + 18;

/** The columns that are visible before one scrolls to the side. Cells that are cut get the room that is left. */
function fitColumns(naturalWidths: readonly number[]): number[] {
  let rest = width - 2 * margin;
  const widths = naturalWidths
    .map(natural => Math.min(maxCellWidth, natural))
    .filter(columnWidth => {
      rest -= columnWidth;
      return rest >= 0;
    });
  rest = width - 2 * margin - widths.reduce((sum, columnWidth) => sum + columnWidth, 0);
  return widths.map((columnWidth, column) => {
    const more = Math.min(rest, (naturalWidths[column] ?? 0) - columnWidth);
    rest -= more;
    return columnWidth + more;
  });
}

function drawControls(elements: PostedMessage[], y: number, theme: Theme): DrawnBlock {
  let x = margin;
  let top = y;
  const controls = elements.map(({ type, text: label, initial_option, placeholder }) => {
    const content: string = type === 'button' ? label.text : `${initial_option?.text.text ?? placeholder?.text}  ▾`;
    const controlWidth = content.length * charWidth + 30;
    if (x + controlWidth > width - margin) {
      x = margin;
      top += 36;
    }
    const svg = `<rect x="${x}" y="${top}" width="${controlWidth.toFixed(0)}" height="30" rx="6" fill="${theme.background}" stroke="${theme.muted}"/>\n${drawText(x + 14, top + 19, content, 'font-weight="bold"')}`;
    x += Math.round(controlWidth) + 8;
    return svg;
  });
  return { svg: controls.join('\n'), height: top - y + 30 };
}
