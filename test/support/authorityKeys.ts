import { createSecretKey, randomBytes } from "node:crypto";
import { AuthorityKeys } from "../../services/signing/AuthorityKeys.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";

/** Authorities' keys that are kept in memory alone. */
export function makeAuthorityKeys(): AuthorityKeys {
  const made = new Map<string, unknown>();
  const createOrLoad = async (name: string): Promise<unknown> => {
    const key = made.get(name) ?? createSecretKey(randomBytes(32));
    made.set(name, key);
    return key;
  };
  return new AuthorityKeys({ createOrLoad } as Pick<SealedKeys, "createOrLoad">);
}
