// Excel's way of keeping a number as text: ="0440888800001".
const formulaText = /^="((?:[^"]|"")*)"$/;
// A mark that export tools put before digits, and spreadsheets before any text: it is not part of the value. Before
// a Latin letter it may be one ('t Hooft), and stays.
const leadingMark = /^['‘’＇`´](?=[\p{Nd}\p{Script=Han}=+\-@])/u;
const trailingMark = /(?<=[\p{Nd}Xx])['‘’＇`´]$/u;
const fullWidthNumber =
  /^[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d\uff0e\uff0f\uff1a0-9A-Za-z./:-]+$/;
const fullWidthDigit = /[\uff10-\uff19]/;
const outerSpace = /^\p{White_Space}|\p{White_Space}$/u;

/**
 * The value of a cell without what spreadsheets and export tools put around it so that numbers survive: `="…"`,
 * spaces of any kind and tabs at the ends, an apostrophe, full-width digits. The same text comes back unless
 * something was taken away. Nothing inside a value is changed.
 */
export function cleanCell(text: string): string {
  if (!needsLook(text)) return text;
  const trimmed = trimSpace(text);
  const formula = formulaText.exec(trimmed)?.[1];
  const unwrapped = formula === undefined ? trimmed : trimSpace(formula.replaceAll('""', '"'));
  const bare = trimSpace(unwrapped.replace(leadingMark, "").replace(trailingMark, ""));
  return fullWidthDigit.test(bare) && fullWidthNumber.test(bare) ? bare.normalize("NFKC") : bare;
}

/** Without white space of any script at the ends. */
export const trimSpace = (text: string): string =>
  outerSpace.test(text) ? text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "") : text;

// Most cells begin and end with a letter or digit, and have no full-width digit.
function needsLook(text: string): boolean {
  if (text.length === 0) return false;
  return (
    !isPlain(text.charCodeAt(0)) ||
    !isPlain(text.charCodeAt(text.length - 1)) ||
    fullWidthDigit.test(text)
  );
}

const isPlain = (unit: number): boolean =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x4e00 && unit <= 0x9fff);
