const kinds = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["Mac", /Mac OS X/],
  ["Chromebook", /CrOS/],
  ["Linux", /Linux/],
] as const;

/** What kind of device this is, as its browser calls it: its owner reads it later on another one. Null: it does not say. */
export const nameDevice = (): string | null =>
  kinds.find(([, pattern]) => pattern.test(navigator.userAgent))?.[0] ?? null;
