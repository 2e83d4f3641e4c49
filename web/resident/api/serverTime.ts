let aheadSeconds = 0;

/** Notes how far the device's clock is behind the service's: people's phones may be minutes off. */
export function noteServerTime({ headers }: Response): void {
  const at = Date.parse(headers.get("date") ?? "");
  if (!Number.isNaN(at)) aheadSeconds = (at - Date.now()) / 1000;
}

/** Unix seconds, by the service's clock. */
export const serverNow = (): number => Date.now() / 1000 + aheadSeconds;
