/** A bar: so many documents in the days from `at` on, in Unix seconds at noon, so that no zone makes it another day. */
export type Bar = { readonly at: number; readonly documents: number };

const daySeconds = 86_400;
/** More would be thinner than a line. */
const barsMax = 60;

const toSeconds = (day: string): number => Date.parse(`${day}T12:00:00`) / 1000;

/** Days without documents between the first and the last are empty bars; many days are put together. */
export function toBars(
  days: readonly { readonly day: string; readonly documents: number }[],
): readonly Bar[] {
  const [first, last] = [days.at(0), days.at(-1)];
  if (!first || !last) return [];
  const start = toSeconds(first.day);
  const count = Math.round((toSeconds(last.day) - start) / daySeconds) + 1;
  const together = Math.ceil(count / barsMax);
  const bars = Array.from({ length: Math.ceil(count / together) }, (_, index) => ({
    at: start + index * together * daySeconds,
    documents: 0,
  }));
  for (const { day, documents } of days) {
    const bar = bars[Math.floor(Math.round((toSeconds(day) - start) / daySeconds) / together)];
    if (bar) bar.documents += documents;
  }
  return bars;
}
