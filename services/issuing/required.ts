/** What a process of ours answers, item for item: one that is missing is a fault. */
export function required<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error("fewer came back than were asked for");
  return value;
}
