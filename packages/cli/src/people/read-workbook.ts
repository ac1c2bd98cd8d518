// Reads the first sheet of an Excel workbook (XLSX) row by row. A workbook is a ZIP archive: its unpacked size, rows and cells are bounded, whatever the file says.
import { type CellValue, type StreamRow, streamXlsxRows } from 'hucre/xlsx';
import { fileError, saveAsCsv } from './file-error.ts';
import type { FileRow } from './person-columns.ts';

/** Size of all files of the archive; 100,000 rows of twenty columns take about 80 MiB. */
const maxUnpackedBytes = 128 * 2 ** 20;

/** Cells of all rows, counted to the last column of each: a single cell in the last column of Excel makes a row of 16,384. */
const maxCells = 5_000_000;

/** Reads at most `maxRows` rows that hold anything. Throws `input` for another kind of archive, and beyond the bounds. */
export async function readWorkbookRows(bytes: Uint8Array, maxRows: number): Promise<FileRow[]> {
  checkUnpackedSize(bytes);
  const rows: FileRow[] = [];
  let cells = 0;
  for await (const { index, values } of streamRows(bytes, maxRows)) {
    cells += values.length;
    if (cells > maxCells) throw fileError(`row ${index + 1} is one of too many cells; ${saveAsCsv}`);
    rows.push({ number: index + 1, cells: values.map(toText) });
  }
  return rows;
}

/** Whatever the reader throws is about the file: its errors quote the file, so that they are not passed on. */
async function* streamRows(bytes: Uint8Array, maxRows: number): AsyncGenerator<StreamRow> {
  const rows = streamXlsxRows(bytes, { maxRows });
  try {
    while (true) {
      const { done, value } = await rows.next().catch(() => {
        throw fileError(`it cannot be read as an Excel workbook (XLSX); ${saveAsCsv}`);
      });
      if (done === true) return;
      yield value;
    }
  } finally {
    await rows.return();
  }
}

const toText = (value: CellValue): string => (value === null ? '' : value instanceof Date ? value.toISOString() : String(value));

/** Signatures of the ZIP format, and the sizes of its records: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const endRecordBytes = 22;
const entryRecordBytes = 46;
const maxCommentBytes = 65_535;

/** An empty file takes two bytes when it is compressed. */
const emptyBytes = 2;

/** Adds up the sizes in the archive's directory, by which the reader bounds each file. */
function checkUnpackedSize(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = end === undefined ? 0 : view.getUint16(end + 10, true);
  let position = end === undefined ? 0 : view.getUint32(end + 16, true);
  let unpackedBytes = 0;
  for (let entry = 0; entry < count; entry++) {
    if (position + entryRecordBytes > bytes.length || view.getUint32(position, true) !== entrySignature) {
      throw fileError(`it is not a whole archive; ${saveAsCsv}`);
    }
    const packed = view.getUint32(position + 20, true);
    const unpacked = view.getUint32(position + 24, true);
    // Without a size, the reader would have no bound.
    unpackedBytes += unpacked === 0 && packed > emptyBytes ? Number.POSITIVE_INFINITY : unpacked;
    position +=
      entryRecordBytes + view.getUint16(position + 28, true) + view.getUint16(position + 30, true) + view.getUint16(position + 32, true);
  }
  if (unpackedBytes > maxUnpackedBytes) throw fileError(`it is larger than ${maxUnpackedBytes / 2 ** 20} MiB when unpacked; ${saveAsCsv}`);
}

/** Finds the record at the end of the archive, before its comment. */
function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endRecordBytes - maxCommentBytes);
  for (let position = view.byteLength - endRecordBytes; position >= first; position--)
    if (view.getUint32(position, true) === endSignature) return position;
  return undefined;
}
