import type { CellFaultCode } from "../FileRow.ts";

/** A cell as a text file would have it, or why it cannot be taken. */
export type CellValue = { readonly text: string; readonly fault?: CellFaultCode };

const dayMs = 86_400_000;
const daySeconds = 86_400;
/** Of 31 December 9999, and the one after the day that Lotus 1-2-3 took for 29 February 1900. */
const lastDay = 2_958_465;
const inventedDay = 60;
/** Digits that a spreadsheet keeps of a number: what is longer was rounded. */
const exactBelow = 1e15;

/** A number as it is stored in a cell: `4.40888800001E+11`. */
export function toNumberValue(stored: string): CellValue {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return { text: "", fault: "cell.error" };
  const text = String(value);
  return Math.abs(value) >= exactBelow ? { text, fault: "number.changed" } : { text };
}

/** A date that is stored as days since 1900 or 1904, as an ISO 8601 date, with the time if there is one. */
export function toDateValue(stored: string, is1904: boolean): CellValue {
  const serial = Number(stored);
  const seconds = Math.round(serial * daySeconds);
  const day = Math.floor(seconds / daySeconds);
  if (!Number.isFinite(serial) || day < (is1904 ? 0 : 1) || day > lastDay) return noDate;
  if (!is1904 && day === inventedDay) return noDate;
  const shift = !is1904 && day < inventedDay ? 1 : 0;
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const iso = new Date(epoch + (day + shift) * dayMs).toISOString().slice(0, 10);
  const time = seconds % daySeconds;
  if (time === 0) return { text: iso };
  return { text: `${iso}T${new Date(time * 1000).toISOString().slice(11, 19)}` };
}

const noDate: CellValue = { text: "", fault: "cell.date" };
