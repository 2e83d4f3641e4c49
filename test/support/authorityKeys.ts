import { createHash, createSecretKey, randomUUID } from "node:crypto";
import { AuthorityKeys } from "../../services/signing/AuthorityKeys.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";

/**
 * Authorities' keys that are kept in memory alone.
 * @param seed for the same ones in another thread
 */
export function makeAuthorityKeys(seed: string = randomUUID()): AuthorityKeys {
  const made = new Map<string, unknown>();
  const createOrLoad = async (name: string): Promise<unknown> => {
    const key =
      made.get(name) ?? createSecretKey(createHash("sha256").update(`${seed} ${name}`).digest());
    made.set(name, key);
    return key;
  };
  return new AuthorityKeys({ createOrLoad } as Pick<SealedKeys, "createOrLoad">);
}
