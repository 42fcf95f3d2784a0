import type { Compressors, FileMetaData, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { checkExpansion, refuseFile } from "../refuse.ts";

/** What a column chunk's pages are read with. */
interface Chunk {
  readonly rows: number;
  readonly optional: boolean;
  readonly unpack: (packed: Uint8Array, size: number) => Uint8Array;
}

/**
 * Looks through the pages of flat columns before the library reads them: it
 * trusts their sizes, their counts of values and the lengths of their runs, so
 * that ten bytes could fill the memory.
 *
 * @throws {SyntaxError} If one says more than its column has.
 */
export function checkPages(
  bytes: Uint8Array,
  { row_groups: groups, schema }: FileMetaData,
  columns: readonly string[],
  compressors: Compressors,
): void {
  let total = 0;
  const spend = (size: number) => {
    if (!(size >= 0)) refuseFile(`a page has ${size} bytes`, "a size");
    checkExpansion(total += size, bytes.length);
  };
  for (const { columns: chunks, num_rows: rows } of groups) {
    for (const { meta_data: data } of chunks) {
      const [name, ...deeper] = data?.path_in_schema ?? [];
      if (!data || deeper.length > 0 || !columns.includes(name)) continue;
      const first = Number(data.dictionary_page_offset ?? 0n);
      const own = Number(data.data_page_offset);
      const begin = first > 0 && first < own ? first : own;
      const length = Number(data.total_compressed_size);
      if (!(begin >= 0 && length >= 0 && begin + length <= bytes.length)) {
        refuseFile(
          `column "${name}" is at ${begin}, ${length} long`,
          "a place within",
        );
      }
      checkChunk(bytes.subarray(begin, begin + length), {
        rows: Number(rows),
        optional: schema.find((element) => element.name === name)
          ?.repetition_type === "OPTIONAL",
        unpack: (packed, size) => {
          spend(size);
          return decompressPage(packed, size, data.codec, compressors);
        },
      });
    }
  }
}

function checkChunk(bytes: Uint8Array, chunk: Chunk): void {
  const reader = {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    offset: 0,
  };
  let seen = 0;
  while (seen < chunk.rows && reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    if (!(end >= reader.offset && end <= bytes.length)) {
      refuseFile("a page ends outside of its column", "a whole file");
    }
    seen += checkPage(bytes.subarray(reader.offset, end), header, {
      ...chunk,
      rows: chunk.rows - seen,
    });
    reader.offset = end;
  }
}

/** Checks a page; how many values it has. */
function checkPage(
  packed: Uint8Array,
  header: PageHeader,
  chunk: Chunk,
): number {
  const { uncompressed_page_size: size } = header;
  const v1 = header.data_page_header;
  const v2 = header.data_page_header_v2;
  const count = v1?.num_values ?? v2?.num_values ??
    header.dictionary_page_header?.num_values ?? 0;
  if (!(count >= 0 && count <= chunk.rows)) {
    refuseFile(`a page has ${count} values`, `${chunk.rows} at most`);
  }
  if (v1 && header.type === "DATA_PAGE") {
    const page = chunk.unpack(packed, size);
    const levels = chunk.optional ? 4 + lengthAt(page) : 0;
    if (chunk.optional) checkRuns(page.subarray(4), 1, count);
    checkValues(page.subarray(levels), v1.encoding, count);
    return count;
  }
  if (v2 && header.type === "DATA_PAGE_V2") {
    const before = v2.repetition_levels_byte_length;
    const levels = before + v2.definition_levels_byte_length;
    if (!(before >= 0 && levels <= Math.min(size, packed.length))) {
      refuseFile("a page's levels are longer than it", "a whole file");
    }
    if (chunk.optional) checkRuns(packed.subarray(before), 1, count);
    const rest = packed.subarray(levels);
    const page = v2.is_compressed === false || size === levels
      ? rest
      : chunk.unpack(rest, size - levels);
    checkValues(page, v2.encoding, count);
    return count;
  }
  chunk.unpack(packed, size);
  return 0;
}

function lengthAt(page: Uint8Array): number {
  if (page.length < 4) refuseFile("a page is too short", "a whole file");
  return new DataView(page.buffer, page.byteOffset, 4).getUint32(0, true);
}

/** Of encodings in runs: places in a dictionary after their width; booleans. */
function checkValues(page: Uint8Array, encoding: string, count: number): void {
  if (/DICTIONARY$/.test(encoding) && page.length > 0) {
    checkRuns(page.subarray(1), page[0], count);
  } else if (encoding === "RLE") checkRuns(page.subarray(4), 1, count);
  else if (encoding === "DELTA_BYTE_ARRAY") {
    // each text may repeat all of the one before
    refuseFile("a page has the encoding DELTA_BYTE_ARRAY", "another");
  }
}

/** Runs of one value, and groups of eight packed ones, up to a count. */
function checkRuns(bytes: Uint8Array, width: number, count: number): void {
  const byteWidth = Math.ceil(width / 8);
  let at = 0;
  for (let seen = 0; seen < count && at < bytes.length;) {
    let head = 0;
    let scale = 1;
    let byte = 0;
    do {
      byte = bytes[at++];
      head += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128 && at < bytes.length && scale < 2 ** 42);
    const groups = Math.floor(head / 2);
    const isPacked = head % 2 === 1;
    const length = isPacked ? 8 * groups : groups;
    // writers may fill up the last groups
    if (length > count - seen + 512) {
      refuseFile(`a run of ${length} values`, `${count - seen} that are left`);
    }
    seen += length;
    at += isPacked ? groups * width : byteWidth;
  }
}
