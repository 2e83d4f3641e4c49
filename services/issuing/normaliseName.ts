/**
 * A name as it is looked for: without accents, case, full-width letters or spaces too many, so that what an officer types
 * finds what a department wrote (Unicode normalization form KD, UAX #15).
 */
export const normaliseName = (name: string): string =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();
