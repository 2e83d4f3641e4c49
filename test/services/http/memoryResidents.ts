import type {
  ResidentSessionStore,
  StoredResidentSession,
} from "../../../services/accounts/residents/sessions/ResidentSessionStore.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";

const toText = (digest: Uint8Array): string => Buffer.from(digest).toString("hex");

/** Residents' sessions in memory, behind the real `ResidentSessions`. */
export function memoryResidentSessions(): ResidentSessionStore {
  const found = new Map<string, { session: StoredResidentSession; digest: string }>();
  const change = (id: string, changes: Partial<StoredResidentSession>) => {
    const one = found.get(id);
    if (one) found.set(id, { ...one, session: { ...one.session, ...changes } });
  };
  return {
    transaction: (work) => work({} as Transaction),
    async insert(_, session, digest) {
      found.set(session.id, { session, digest: toText(digest) });
    },
    byDigest: async (digest) =>
      [...found.values()].find((each) => each.digest === toText(digest))?.session ?? null,
    ofAccount: async (account) =>
      [...found.values()]
        .map(({ session }) => session)
        .filter((session) => session.account === account)
        .toReversed(),
    touch: async (id, lastUsedAt) => change(id, { lastUsedAt }),
    raise: async (_, id, account) => change(id, { account, level: "desk" }),
    remove: async (_, ids) => ids.filter((id) => found.delete(id)),
    async forget() {},
  };
}
