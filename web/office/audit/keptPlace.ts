/** A place of the audit's chain that the officer kept in this browser, and when, in unix seconds. */
export type KeptPlace = {
  readonly position: number;
  readonly hash: string;
  readonly keptAt: number;
};

const key = "sello.office.auditPlace";

const isPlace = (value: unknown): value is KeptPlace => {
  if (typeof value !== "object" || value === null) return false;
  const { position, hash, keptAt } = value as Record<string, unknown>;
  return Number.isSafeInteger(position) && typeof hash === "string" && typeof keptAt === "number";
};

export function readKeptPlace(): KeptPlace | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isPlace(value) ? value : null;
  } catch {
    return null;
  }
}

/** @returns false where the browser keeps nothing */
export function keepPlace(place: KeptPlace): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(place));
    return true;
  } catch {
    return false;
  }
}
