import type {
  SessionStore,
  StoredSession,
} from "../../../services/accounts/sessions/SessionStore.ts";
import type { NonceStore } from "../../../services/accounts/sessions/SignIns.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";

const toText = (digest: Uint8Array): string => Buffer.from(digest).toString("hex");

/** Sessions in memory, behind the real `Sessions`. */
export function memorySessionStore(): SessionStore {
  const found = new Map<string, { session: StoredSession; digest: string }>();
  const visits = new Map<string, number>();
  const all = () => [...found.values()];
  return {
    transaction: (work) => work({} as Transaction),
    async insert(_, session, digest) {
      found.set(session.id, { session, digest: toText(digest) });
    },
    byDigest: async (digest) =>
      all().find((each) => each.digest === toText(digest))?.session ?? null,
    byId: async (id) => found.get(id)?.session ?? null,
    ofAccount: async (account) =>
      all()
        .map(({ session }) => session)
        .filter((session) => session.account === account)
        .toReversed(),
    async touch(id, at) {
      const one = found.get(id);
      if (one) found.set(id, { ...one, session: { ...one.session, lastUsedAt: at } });
    },
    async visit(_, account, at) {
      const before = visits.get(account) ?? null;
      visits.set(account, at);
      return before;
    },
    remove: async (_, ids) => ids.filter((id) => found.delete(id)),
    async forget() {},
  };
}

/** Nonces of sign-ins in memory. */
export function memoryNonces(): NonceStore {
  const nonces = new Map<string, number>();
  return {
    async add(nonce, expiresAt) {
      nonces.set(nonce, expiresAt);
    },
    async use(nonce, now) {
      const expiresAt = nonces.get(nonce) ?? 0;
      nonces.delete(nonce);
      return expiresAt > now;
    },
  };
}
