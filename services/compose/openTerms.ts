import { LiveQuorums } from "../anchoring/LiveQuorums.ts";
import { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { openNoteKey } from "../signing/openNoteKey.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { SealedLogSigners } from "../signing/terms/LogSigners.ts";
import { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import { PgTerms } from "../signing/terms/PgTerms.ts";
import { isInUse } from "../signing/terms/Terms.ts";
import { TrustSigners } from "../signing/terms/TrustSigners.ts";
import { LiveWitnesses } from "../witness/LiveWitnesses.ts";
import { type FirstSigner, settleTerms } from "./settleTerms.ts";
import type { AskedWitnesses } from "./startWitnesses.ts";

export type TermsContext = {
  readonly database: Database;
  readonly keys: SealedKeys;
  readonly logOrigin: string;
  readonly logger: Logger;
  /** Who signs trust lists, for a network that has no list yet. */
  readonly firstSigners: () => Promise<readonly FirstSigner[]>;
};

/** The keys that sign notes and the witnesses, as the terms say it at every moment. */
export async function openTerms(
  { database, keys, logOrigin: origin, logger, firstSigners }: TermsContext,
  asked: AskedWitnesses,
) {
  const store = new PgTerms(database);
  const { vkey: logKey } = await openNoteKey(keys, origin, "log");
  const isFirst = (await store.read()).signers.length === 0;
  const signers = isFirst ? await firstSigners() : [];
  await settleTerms(store, new PgCheckpointStore(database), { origin, logKey, signers, ...asked });
  const terms = await NetworkTerms.open(store, logger);
  await keys.requireHeld(terms.current.logKeys.filter(isInUse).map(({ sealed }) => sealed));
  return {
    terms,
    logSigners: new SealedLogSigners(terms, keys, origin),
    trustSigners: new TrustSigners(terms, keys),
    witnesses: { source: new LiveWitnesses(terms, logger), quorums: new LiveQuorums(terms) },
  };
}
