import type { NamedWitness } from "@sello/sdk";
import type { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import { systemClock, toSeconds } from "../platform/Clock.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import type { NewNoteKey, PgTerms } from "../signing/terms/PgTerms.ts";
import { isOpen, type Terms } from "../signing/terms/Terms.ts";

export type DescribedWitness = NamedWitness & { readonly url: string };

/** Who signs trust lists from the first on. `sealed`: among the service's keys; null: the office keeps its own. */
export type FirstSigner = {
  readonly name: string;
  readonly key: string;
  readonly sealed: string | null;
};

/** What a start finds in the settings and among the sealed keys. */
export type SettledParts = {
  readonly origin: string;
  readonly logKey: string;
  /** Asked for at the first start alone. */
  readonly signers: readonly FirstSigner[];
  readonly witnesses: readonly DescribedWitness[];
  readonly quorum: number;
  readonly isDemo?: boolean;
};

/**
 * Makes terms of what there is at the first start. Later the terms rule, and turnovers change them; but where the
 * settings name other witnesses than at the start before, those named now are in office from now on.
 */
export async function settleTerms(
  store: PgTerms,
  checkpoints: Pick<PgCheckpointStore, "endOf">,
  parts: SettledParts,
): Promise<void> {
  await store.transaction(async (tx) => {
    const terms = await store.read(tx);
    const { origin, logKey } = parts;
    if (!terms.logKeys.some((term) => term.origin === origin))
      await store.addKeys(tx, [{ role: "log", key: logKey, name: origin, sealed: "log", from: 0 }]);
    if (terms.signers.length === 0)
      for (const signer of parts.signers)
        await store.replaceSigner(tx, { ...signer, introduced: null }, 0);
    await settleWitnesses(tx, store, checkpoints, terms, parts);
  });
}

async function settleWitnesses(
  tx: Transaction,
  store: PgTerms,
  checkpoints: Pick<PgCheckpointStore, "endOf">,
  terms: Terms,
  { origin, witnesses, quorum, isDemo = false }: SettledParts,
): Promise<void> {
  const now = toSeconds(systemClock.nowMs());
  const isFirst = terms.quorums.length === 0;
  // The demo's settings name no witnesses; those that were opened since are among them.
  const isKept = isDemo && !isFirst;
  const isSame = await isApplied(tx, isDemo ? [] : witnesses, quorum);
  const named = witnesses.flatMap((witness) => toKeys(witness, now));
  const known = new Map(terms.witnessKeys.map((term) => [term.key, term]));
  const missing = terms.witnessKeys
    .filter(isOpen)
    .filter(({ key }) => !named.some((one) => one.key === key));
  // The demo's own in office that it does not have: of a data folder that was restored elsewhere, without its witnesses.
  const lost = isKept ? missing.filter(({ name }) => named.some((one) => one.name === name)) : [];
  // The witnesses there follow them.
  const follows = ({ name }: NewNoteKey) => lost.some((term) => term.name === name);
  const added =
    isSame || isKept ? named.filter((one) => known.has(one.key) || follows(one)) : named;
  const from = isFirst || known.size === 0 ? 0 : now - limits.clockSkewSeconds;
  await store.addKeys(
    tx,
    added.map((key) => ({ ...key, from })),
  );
  if (isSame && lost.length === 0) return;
  const end = await checkpoints.endOf(tx, origin);
  const gone = (isKept ? lost : missing).map(({ key }) => key);
  await store.endKeys(tx, gone, now + limits.clockSkewSeconds, end);
  await store.setQuorum(tx, quorum, now, end);
}

const toKeys = ({ name, key, postQuantumKey, url }: DescribedWitness, from: number): NewNoteKey[] =>
  [key, postQuantumKey]
    .filter((vkey) => vkey !== undefined)
    .map((vkey) => ({ role: "witness", key: vkey, name, url, from }));

/** Whether the settings are those of the start before; they are noted. Addresses may change without notice. */
async function isApplied(
  tx: Transaction,
  witnesses: readonly DescribedWitness[],
  quorum: number,
): Promise<boolean> {
  const keys = witnesses.map(({ url: _, ...named }) => named);
  const value = JSON.stringify({ keys, quorum });
  const { rows } = await tx.query<{ same: boolean }>(
    "select value = $1::jsonb as same from deployment where name = 'witness-settings'",
    [value],
  );
  await tx.query(
    `insert into deployment (name, value) values ('witness-settings', $1)
     on conflict (name) do update set value = excluded.value`,
    [value],
  );
  return rows[0]?.same === true;
}
