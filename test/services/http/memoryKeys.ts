import type { ApiKey } from "../../../services/accounts/ApiKey.ts";
import type { ApiKeyStore } from "../../../services/accounts/ApiKeyStore.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";

/** API keys in memory, behind the real `ApiKeys`. */
export function memoryKeyStore(): ApiKeyStore {
  const keys = new Map<string, { key: ApiKey; digest: string }>();
  const toText = (digest: Uint8Array) => Buffer.from(digest).toString("hex");
  const change = (id: string, part: Partial<ApiKey>) => {
    const found = keys.get(id);
    if (found) keys.set(id, { ...found, key: { ...found.key, ...part } });
  };
  return {
    transaction: (work) => work({} as Transaction),
    async insert(_, key, digest) {
      keys.set(key.id, { key, digest: toText(digest) });
    },
    async byDigest(digest) {
      return [...keys.values()].find((each) => each.digest === toText(digest))?.key ?? null;
    },
    async byId(id) {
      return keys.get(id)?.key ?? null;
    },
    async list(authorities) {
      return [...keys.values()]
        .map(({ key }) => key)
        .filter(({ authority }) => authorities.includes(authority));
    },
    async revoke(_, id, at) {
      if (keys.get(id)?.key.revokedAt !== null) return false;
      change(id, { revokedAt: at });
      return true;
    },
    async setLimit(_, id, perDay) {
      change(id, {
        documentsPerDay: perDay,
        today: perDay === null ? null : { documents: 0, endsAt: 1_900_000_000 },
      });
    },
    async touch(id, at) {
      change(id, { lastUsedAt: at });
    },
  };
}
