const key = "sello.passkey";

/** The passkey and the account with which one signed in last in this browser: no secret is in either. */
export type Remembered = { readonly id: string; readonly account: string };

export function readPasskey(): Remembered | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    const { id, account } = (found ?? {}) as Partial<Record<keyof Remembered, unknown>>;
    return typeof id === "string" && typeof account === "string" ? { id, account } : null;
  } catch {
    // Storage is switched off, or holds something else: the owner chooses again.
    return null;
  }
}

/** Null forgets it. */
export function keepPasskey(passkey: Remembered | null): void {
  try {
    if (passkey === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(passkey));
  } catch {
    // Storage is switched off.
  }
}
