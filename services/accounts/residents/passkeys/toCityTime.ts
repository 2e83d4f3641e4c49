const format = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

/** `2026-11-30 15:04`, as the city's clocks show it. */
export const toCityTime = (seconds: number): string => format.format(seconds * 1_000);
