// Renders a Slack message as SVG, so that the picture in the README shows what is posted.
import type { PostedMessage } from '../slack/slack.ts';

const width = 1240;
const margin = 24;
const font = 'font-family="Lato, Helvetica, Arial, sans-serif"';

/** Approximate width of a character, in pixels. */
const charWidth = 7.2;

const escapeXml = (text: string) => text.replaceAll('\u2060', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const truncate = (text: string, maxWidth: number) =>
  text.length * charWidth <= maxWidth ? text : `${text.slice(0, Math.max(1, Math.floor(maxWidth / charWidth) - 1))}…`;

interface RenderedBlock {
  svg: string;
  height: number;
}

const renderText = (x: number, y: number, content: string, style = '') =>
  `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" ${font} font-size="13" fill="#1d1c1d" ${style}>${escapeXml(content)}</text>`;

/** Renders the blocks of a message below each other; returns an SVG document. */
export function renderMessageSvg(message: PostedMessage): string {
  const parts: string[] = [];
  let y = margin;
  for (const block of message.blocks) {
    const { svg, height } = renderBlock(block, y);
    parts.push(svg);
    y += height + 10;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + margin / 2}" viewBox="0 0 ${width} ${y + margin / 2}" role="img" aria-label="An answer of /lines in Slack">
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#dddddd"/>
${parts.join('\n')}
</svg>
`;
}

function renderBlock(block: PostedMessage, y: number): RenderedBlock {
  switch (block.type) {
    case 'header':
      return { svg: renderText(margin, y + 16, block.text.text, 'font-weight="bold" style="font-size:18px"'), height: 22 };
    case 'context':
      return {
        svg: renderText(margin, y + 12, block.elements.map(plainText).join('   '), 'opacity="0.65" style="font-size:12px"'),
        height: 16,
      };
    case 'section':
      return {
        svg: block.text.text
          .split('\n')
          .map((line: string, index: number) => renderText(margin, y + 13 + index * 18, truncate(line, width - 2 * margin)))
          .join('\n'),
        height: block.text.text.split('\n').length * 18,
      };
    case 'data_table':
      return renderTable(block.rows, y);
    default:
      return renderControls(block.elements, y);
  }
}

/** Replaces a date by its fallback text. */
const plainText = ({ text: content }: PostedMessage): string => content.replace(/<!date[^|]*\|([^>]*)>/, '$1');

const rowHeight = 26;

function renderTable(rows: PostedMessage[][], y: number): RenderedBlock {
  const [header = []] = rows;
  const naturalWidths = header.map((_, column) =>
    Math.min(210, Math.max(...rows.map(row => row[column].text.replaceAll('\u2060', '').length)) * charWidth + 18),
  );
  const scale = Math.min(1, (width - 2 * margin) / naturalWidths.reduce((sum, columnWidth) => sum + columnWidth, 0));
  const widths = naturalWidths.map(columnWidth => columnWidth * scale);
  const tableRows = rows.map((row, index) => {
    let x = margin;
    const top = y + index * rowHeight;
    const cells = row.map(({ text: content }, column) => {
      const svg = renderText(
        x + 6,
        top + 17,
        truncate(content.replaceAll('\u2060', ''), (widths[column] ?? 0) - 12),
        index === 0 ? 'font-weight="bold" style="font-size:12px"' : 'style="font-size:12px"',
      );
      x += widths[column] ?? 0;
      return svg;
    });
    return `<rect x="${margin}" y="${top}" width="${widths.reduce((sum, columnWidth) => sum + columnWidth, 0).toFixed(0)}" height="${rowHeight}" fill="${index === 0 ? '#f4f4f4' : '#ffffff'}" stroke="#dddddd"/>\n${cells.join('\n')}`;
  });
  return { svg: tableRows.join('\n'), height: rows.length * rowHeight };
}

function renderControls(elements: PostedMessage[], y: number): RenderedBlock {
  let x = margin;
  const controls = elements.map(({ type, text: label, initial_option }) => {
    const content: string = type === 'button' ? label.text : `${initial_option.text.text}  ▾`;
    const controlWidth = content.length * charWidth + 26;
    const svg = `<rect x="${x}" y="${y}" width="${controlWidth.toFixed(0)}" height="28" rx="4" fill="#ffffff" stroke="#bbbbbb"/>\n${renderText(x + 13, y + 18, content, 'font-weight="bold"')}`;
    x += Math.round(controlWidth) + 8;
    return svg;
  });
  return { svg: controls.join('\n'), height: 28 };
}
