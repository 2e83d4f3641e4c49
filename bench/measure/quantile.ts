/** The value below which this share of the figures lies, by nearest rank. Throws `RangeError` when there are none. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new RangeError("no figures");
  return found;
}

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);
