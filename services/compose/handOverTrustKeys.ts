import { parseVerifierKey } from "@sello/sdk/log";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import { openSealed } from "../signing/openSealed.ts";
import type { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import type { PgTerms } from "../signing/terms/PgTerms.ts";
import type { SignerTerm } from "../signing/terms/Terms.ts";
import type { OwnTrustSigners } from "./OwnTrustSigners.ts";

export type HandOver = {
  readonly database: Database;
  readonly keyFile: SealingKeyFile;
  readonly store: PgTerms;
  readonly logger: Logger;
};

/**
 * Gives the offices the keys that the service held for them, once, with those that have ended. An office has a key sealed
 * on its own disk before the service's database forgets it: a kill in between leaves it in both, and it is handed over
 * again.
 */
export async function handOverTrustKeys(
  { database, keyFile, store, logger }: HandOver,
  { processes }: OwnTrustSigners,
): Promise<void> {
  const { signers } = await store.read();
  for (const term of signers.filter(isHeld)) {
    const office = processes.find(({ name }) => name === term.name);
    if (office === undefined) continue;
    const pkcs8 = await openSealed(database, keyFile.read(), term.sealed);
    const taken = await office.take(parseVerifierKey(term.key).name, pkcs8);
    pkcs8.fill(0);
    if (taken !== term.key) throw new Error(`the office ${term.name} has taken another key`);
    await store.transaction((tx) => store.handOverSigner(tx, term));
    logger.info({ office: term.name }, "the office keeps its key itself now");
  }
}

const isHeld = (term: SignerTerm): term is SignerTerm & { readonly sealed: string } =>
  term.sealed !== null;
