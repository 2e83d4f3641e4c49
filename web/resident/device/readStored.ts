type Stored = { readonly version: number } & Readonly<Record<string, unknown>>;

/** From each earlier version to the one after it. */
export type Migrations = Readonly<Record<number, (stored: Stored) => Stored>>;

/** What any version of the app stored, as this version has it; null: it was stored by a newer one, or is something else. */
export function readStored<Of extends { readonly version: number }>(
  text: string,
  version: Of["version"],
  migrations: Migrations,
): Of | null {
  let stored = parse(text);
  while (stored !== null && stored.version < version)
    stored = migrations[stored.version]?.(stored) ?? null;
  return stored?.version === version ? (stored as unknown as Of) : null;
}

function parse(text: string): Stored | null {
  try {
    const found: unknown = JSON.parse(text);
    const isStored = typeof found === "object" && found !== null && "version" in found;
    return isStored && typeof found.version === "number" ? (found as Stored) : null;
  } catch {
    return null;
  }
}
