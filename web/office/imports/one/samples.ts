/** Rows that were done at a moment (milliseconds since 1970). */
export type Sample = { readonly atMs: number; readonly done: number };

const keyOf = (id: string): string => `sello.office.import.${id}`;
const samplesMax = 240;

/** Figures alone, kept as long as the window is open, so that a page that is loaded again goes on drawing. */
export function readSamples(id: string): readonly Sample[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isSample) : [];
  } catch {
    return [];
  }
}

const isSample = (each: unknown): each is Sample =>
  typeof each === "object" &&
  each !== null &&
  "atMs" in each &&
  "done" in each &&
  Number.isFinite(each.atMs) &&
  Number.isFinite(each.done);

/** With one more. A count that is smaller than before begins another stretch. */
export function addSample(id: string, before: readonly Sample[], done: number): readonly Sample[] {
  const last = before.at(-1);
  if (last?.done === done) return before;
  const sample = { atMs: Date.now(), done };
  const kept = last && last.done > done ? [] : before.slice(-samplesMax + 1);
  const all = [...kept, sample];
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(all));
  } catch {
    // Nothing is kept in this browser: it is drawn from here on.
  }
  return all;
}
