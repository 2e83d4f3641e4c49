const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/** The beginning of a day where the reader is, in Unix seconds; undefined: it is no date (`YYYY-MM-DD`). */
export function dayStart(date: string, daysLater = 0): number | undefined {
  if (!datePattern.test(date)) return undefined;
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const ms = new Date(year, month - 1, day + daysLater).getTime();
  return Number.isFinite(ms) && ms >= 0 ? Math.floor(ms / 1000) : undefined;
}
