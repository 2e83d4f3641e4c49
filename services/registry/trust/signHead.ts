import { ownSigners, parseTrustList, limits as sdkLimits, type TrustHead } from "@sello/sdk";
import { formatNote, signNote } from "@sello/sdk/log";
import { formatTrustHead } from "@sello/sdk/trust";
import { LimitExceeded, Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { OpenedSigner } from "../../signing/terms/TrustSigners.ts";
import type { SealedNoteSigner } from "../../signing/toNoteSigner.ts";
import type { PgTrustListStore, PublishedTrustList } from "./PgTrustListStore.ts";
import { signersSince } from "./signersSince.ts";

/** A head, apart from when and in which version it is said. */
export type HeadBody = Omit<TrustHead, "version" | "issuedAt" | "validUntil" | "signersSince">;

export type SignerPorts = {
  /** All that are held here: those who sign, and those who did. */
  readonly signers: { all(): Promise<readonly Pick<OpenedSigner, "signer">[]> };
  readonly store: Pick<PgTrustListStore, "byVersion">;
};

/**
 * The version that follows `previous`, signed by those whom it names itself and by those whom `previous` names.
 * Too few of those: `Unavailable` `trust_list.no_signers`.
 */
export async function signHead(
  body: HeadBody,
  { signers: ports, store }: SignerPorts,
  previous: PublishedTrustList | null,
  issuedAt: number,
): Promise<PublishedTrustList> {
  const held = (await ports.all()).map(({ signer }) => signer);
  const signers = signersAfter(previous, body, held);
  const version = (previous?.version ?? 0) + 1;
  const validUntil = issuedAt + limits.trustListLifetimeSeconds;
  const since = await signersSince(store, previous, named(body));
  const text = formatTrustHead({ ...body, version, issuedAt, validUntil, signersSince: since });
  const note = formatNote(await signNote(text, signers));
  if (Buffer.byteLength(note) > sdkLimits.trustListBytesMax) {
    const limit = { limit: sdkLimits.trustListBytesMax, unit: "bytes" };
    throw new LimitExceeded("trust_list.too_large", "The trust list is too large.", limit);
  }
  return { version, note, issuedAt, validUntil };
}

const named = ({ signers, signerQuorum }: HeadBody) => ({
  keys: signers.filter(({ until }) => until === null).map(({ key }) => key),
  quorum: signerQuorum,
});

function signersAfter(
  previous: PublishedTrustList | null,
  body: HeadBody,
  held: readonly SealedNoteSigner[],
): readonly SealedNoteSigner[] {
  const present = named(body);
  const needed = previous ? ownSigners(parseTrustList(previous.note)) : present;
  const wanted = new Set([...needed.keys, ...present.keys]);
  const signers = new Map(
    held.filter(({ vkey }) => wanted.has(vkey)).map((signer) => [signer.vkey, signer]),
  );
  if (needed.keys.filter((key) => signers.has(key)).length < needed.quorum)
    throw new Unavailable("trust_list.no_signers", "No key is here to sign the trust list with.");
  return [...signers.values()];
}
