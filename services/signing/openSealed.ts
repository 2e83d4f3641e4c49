import type { Queryable, Transactor } from "../platform/database/Transaction.ts";
import { SealBroken } from "./errors.ts";
import { KeySealer } from "./KeySealer.ts";
import { PgSealedKeyStore } from "./PgSealedKeyStore.ts";

/**
 * The private part of a sealed key, for the process that is to keep it from now on; nothing else gives one away.
 * @param secrets of which one sealed it
 * @returns as its kind seals it; to be overwritten with zeros after use. Throws `SealBroken`
 */
export async function openSealed(
  database: Queryable & Transactor,
  secrets: readonly string[],
  name: string,
): Promise<Buffer> {
  const key = await new PgSealedKeyStore(database).find(name);
  if (key === null) throw new SealBroken(name);
  for (const secret of secrets.toReversed()) {
    try {
      return await new KeySealer(secret, key.sealed).open(name, key.sealed);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
  }
  throw new SealBroken(name);
}
