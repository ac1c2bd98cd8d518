// Excel workbooks, zipped by hand: the parts that a reader needs, and archives that lie about their sizes.
import { crc32, deflateRawSync } from 'node:zlib';

const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageFormat = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A cell: a text, a number, or the XML of a cell with `ADDRESS` in the place of its address. */
export type Cell = string | number | { xml: string };

const escapeXml = (text: string) => text.replace(/[<>&"]/g, character => `&#${character.charCodeAt(0)};`);

const toColumnName = (index: number): string =>
  (index < 26 ? '' : toColumnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function toCellXml(cell: Cell, reference: string): string {
  if (typeof cell === 'object') return cell.xml.replaceAll('ADDRESS', reference);
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  return cell === '' ? '' : `<c r="${reference}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
}

/** The XML of a row; its number counts from 1. */
export const toRowXml = (cells: readonly Cell[], number: number): string =>
  `<row r="${number}">${cells.map((cell, index) => toCellXml(cell, `${toColumnName(index)}${number}`)).join('')}</row>`;

/** What `createWorkbook` may change. */
export interface WorkbookOptions {
  /** Texts that cells of the type `s` name by their position. */
  sharedTexts?: readonly string[];
  /** Size in the archive's directory of the sheet, instead of the true one. */
  declaredBytes?: number;
}

/** Creates a workbook of one sheet, from the XML of its rows. */
export function createWorkbook(rowsXml: string, { sharedTexts = [], declaredBytes }: WorkbookOptions = {}): Buffer {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${officeRelations}/${type}" Target="${target}"/>`;
  const relations = (list: string) => `<Relationships xmlns="${packageFormat}/relationships">${list}</Relationships>`;
  const texts = sharedTexts.map(
    text => `<si><r><t>${escapeXml(text.slice(0, 2))}</t></r><r><t xml:space="preserve">${escapeXml(text.slice(2))}</t></r></si>`,
  );
  return zip([
    { name: '[Content_Types].xml', text: `<Types xmlns="${packageFormat}/content-types"/>` },
    { name: '_rels/.rels', text: relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      text: `<workbook xmlns="${spreadsheet}" xmlns:r="${officeRelations}"><sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relations(relation('rId1', 'worksheet', 'worksheets/sheet1.xml') + relation('rId2', 'sharedStrings', 'sharedStrings.xml')),
    },
    { name: 'xl/sharedStrings.xml', text: `<sst xmlns="${spreadsheet}">${texts.join('')}</sst>` },
    {
      name: 'xl/worksheets/sheet1.xml',
      text: `<?xml version="1.0"?><worksheet xmlns="${spreadsheet}"><sheetData>${rowsXml}</sheetData></worksheet>`,
      ...(declaredBytes !== undefined && { declaredBytes }),
    },
  ]);
}

interface ZipEntry {
  name: string;
  text: string;
  declaredBytes?: number;
}

/** Creates an archive: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, text, declaredBytes } of entries) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    // Version, flags, method, time, date; then checksum, sizes and the length of the name.
    const common = Buffer.alloc(26);
    for (const [value, offset] of [
      [20, 0],
      [8, 4],
      [0x21, 8],
      [name.length, 22],
    ] as const)
      common.writeUInt16LE(value, offset);
    for (const [value, offset] of [
      [crc32(bytes), 10],
      [packed.length, 14],
      [declaredBytes ?? bytes.length, 18],
    ] as const)
      common.writeUInt32LE(value, offset);
    const position = Buffer.alloc(4);
    position.writeUInt32LE(files.reduce((sum, { length }) => sum + length, 0));
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, Buffer.alloc(10), position, Buffer.from(name));
    files.push(Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed);
  }
  const [body, index] = [Buffer.concat(files), Buffer.concat(directory)];
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  for (const offset of [8, 10]) end.writeUInt16LE(entries.length, offset);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, index, end]);
}
