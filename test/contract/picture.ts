// Draws a message of Slack's from its blocks, so that the picture in the README shows what is posted.
import type { Posted } from '../slack/slack.ts';

const width = 1240;
const margin = 24;
const font = 'font-family="Lato, Helvetica, Arial, sans-serif"';

/** Pixels of a character, about. */
const character = 7.2;

const escaped = (text: string) => text.replaceAll('\u2060', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cut = (text: string, room: number) =>
  text.length * character <= room ? text : `${text.slice(0, Math.max(1, Math.floor(room / character) - 1))}…`;

interface Drawn {
  svg: string;
  height: number;
}

const text = (x: number, y: number, words: string, style = '') =>
  `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" ${font} font-size="13" fill="#1d1c1d" ${style}>${escaped(words)}</text>`;

/** The SVG of a message. */
export function pictureOf(message: Posted): string {
  const parts: string[] = [];
  let y = margin;
  for (const block of message.blocks) {
    const { svg, height } = drawnAt(block, y);
    parts.push(svg);
    y += height + 10;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y + margin / 2}" viewBox="0 0 ${width} ${y + margin / 2}" role="img" aria-label="An answer of /lines in Slack">
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#dddddd"/>
${parts.join('\n')}
</svg>
`;
}

function drawnAt(block: Posted, y: number): Drawn {
  switch (block.type) {
    case 'header':
      return { svg: text(margin, y + 16, block.text.text, 'font-weight="bold" style="font-size:18px"'), height: 22 };
    case 'context':
      return { svg: text(margin, y + 12, block.elements.map(wordsOf).join('   '), 'opacity="0.65" style="font-size:12px"'), height: 16 };
    case 'section':
      return {
        svg: block.text.text
          .split('\n')
          .map((line: string, index: number) => text(margin, y + 13 + index * 18, cut(line, width - 2 * margin)))
          .join('\n'),
        height: block.text.text.split('\n').length * 18,
      };
    case 'data_table':
      return tableAt(block.rows, y);
    default:
      return controlsAt(block.elements, y);
  }
}

/** A date stands as its fallback says. */
const wordsOf = ({ text: words }: Posted): string => words.replace(/<!date[^|]*\|([^>]*)>/, '$1');

const rowHeight = 26;

function tableAt(rows: Posted[][], y: number): Drawn {
  const [header = []] = rows;
  const wanted = header.map((_, column) =>
    Math.min(210, Math.max(...rows.map(row => row[column].text.replaceAll('\u2060', '').length)) * character + 18),
  );
  const scale = Math.min(1, (width - 2 * margin) / wanted.reduce((sum, one) => sum + one, 0));
  const widths = wanted.map(one => one * scale);
  const lines = rows.map((row, index) => {
    let x = margin;
    const top = y + index * rowHeight;
    const cells = row.map(({ text: words }, column) => {
      const own = text(
        x + 6,
        top + 17,
        cut(words.replaceAll('\u2060', ''), (widths[column] ?? 0) - 12),
        index === 0 ? 'font-weight="bold" style="font-size:12px"' : 'style="font-size:12px"',
      );
      x += widths[column] ?? 0;
      return own;
    });
    return `<rect x="${margin}" y="${top}" width="${widths.reduce((sum, one) => sum + one, 0).toFixed(0)}" height="${rowHeight}" fill="${index === 0 ? '#f4f4f4' : '#ffffff'}" stroke="#dddddd"/>\n${cells.join('\n')}`;
  });
  return { svg: lines.join('\n'), height: rows.length * rowHeight };
}

function controlsAt(elements: Posted[], y: number): Drawn {
  let x = margin;
  const drawn = elements.map(({ type, text: label, initial_option }) => {
    const words: string = type === 'button' ? label.text : `${initial_option.text.text}  ▾`;
    const room = words.length * character + 26;
    const own = `<rect x="${x}" y="${y}" width="${room.toFixed(0)}" height="28" rx="4" fill="#ffffff" stroke="#bbbbbb"/>\n${text(x + 13, y + 18, words, 'font-weight="bold"')}`;
    x += Math.round(room) + 8;
    return own;
  });
  return { svg: drawn.join('\n'), height: 28 };
}
