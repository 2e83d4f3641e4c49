import { readXml } from "./readXml.ts";

/** Number formats that every workbook has and that show dates (ECMA-376 part 1, 18.8.30). */
const builtIn = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

/** Numbers of the cell styles under which a number is a date. */
export async function readDateStyles(pieces: AsyncIterable<string>): Promise<ReadonlySet<number>> {
  const dateFormats = new Set<number>();
  const styles = new Set<number>();
  let isCellFormats = false;
  let style = 0;
  await readXml(pieces, {
    open(name, { numFmtId, formatCode }) {
      if (name === "numFmt" && isDateFormat(formatCode ?? "")) dateFormats.add(Number(numFmtId));
      else if (name === "cellXfs") isCellFormats = true;
      else if (name === "xf" && isCellFormats) {
        const format = Number(numFmtId ?? 0);
        if (builtIn(format) || dateFormats.has(format)) styles.add(style);
        style += 1;
      }
    },
    close(name) {
      if (name === "cellXfs") isCellFormats = false;
    },
  });
  return styles;
}

/** A format with a letter of date or time outside of quotes, brackets and escapes. */
export const isDateFormat = (code: string): boolean =>
  /[ymdhs]/i.test(
    code
      .replace(/"[^"]*"|\\.|_.|\*./g, "")
      .replace(/\[[^\]]*\]/g, "")
      .replace(/general/gi, ""),
  );
