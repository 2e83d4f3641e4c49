import {
  ownSigners,
  type PinnedSigners,
  parseTrustList,
  limits as sdkLimits,
  type TrustHead,
} from "@sello/sdk";
import { formatNote, parseVerifierKey } from "@sello/sdk/log";
import { formatTrustHead, presentSigners } from "@sello/sdk/trust";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { LimitExceeded, Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { PgTrustListStore, PublishedTrustList } from "./PgTrustListStore.ts";
import { signersSince } from "./signersSince.ts";
import type { GatheredSignatures, HeadProposal, TrustOffices } from "./TrustOffices.ts";

/** A head, apart from when and in which version it is said. */
export type HeadBody = Omit<TrustHead, "version" | "issuedAt" | "validUntil" | "signersSince">;

/** What the entries of a head were made of. */
export type HeadSources = Pick<HeadProposal, "registries" | "keys" | "types">;

export type HeadSigningOptions = {
  readonly offices: Pick<TrustOffices, "sign">;
  readonly store: Pick<PgTrustListStore, "byVersion">;
  readonly clock: Clock;
};

type Offer = Pick<TrustHead, "version" | "issuedAt" | "validUntil"> & {
  readonly text: string;
  /** Of what it is the text. */
  readonly of: string;
};

/** Each office that has signed more than we know can make one more step necessary. */
const attemptsMax = 4;

/**
 * Has heads signed by the offices. No office signs two heads of one version: one that was offered, and that some may have
 * signed, is offered again as it is; when it cannot be, the next one goes past its version.
 */
export class HeadSigning {
  readonly #options: HeadSigningOptions;
  #offer: Offer | null = null;

  constructor(options: HeadSigningOptions) {
    this.#options = options;
  }

  /**
   * The version that follows `previous`, signed by those whom it names itself and by those whom `previous` names.
   * Too few of those: `Unavailable` `trust_list.no_signers`.
   */
  async sign(
    body: HeadBody,
    sources: HeadSources,
    previous: PublishedTrustList | null,
  ): Promise<PublishedTrustList> {
    const present = named(body);
    const needed = previous ? ownSigners(parseTrustList(previous.note)) : present;
    const signers = [...new Set([...needed.keys, ...present.keys])];
    let version = (previous?.version ?? 0) + 1;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const offer = await this.#toOffer(body, previous, version);
      const proposal = { ...sources, text: offer.text, signers };
      const gathered = await this.#options.offices.sign(proposal, needed.quorum);
      if (countOf(gathered, needed) >= needed.quorum) return toList(offer, gathered);
      const signed = Math.max(...gathered.problems.map(({ signedVersion }) => signedVersion ?? 0));
      if (signed < offer.version) break;
      version = signed + 1;
    }
    throw new Unavailable("trust_list.no_signers", "Too few offices sign the trust list.");
  }

  async #toOffer(
    body: HeadBody,
    previous: PublishedTrustList | null,
    leastVersion: number,
  ): Promise<Offer> {
    const { store, clock } = this.#options;
    const issuedAt = toSeconds(clock.nowMs());
    const of = JSON.stringify([previous?.version, body]);
    const known = this.#offer;
    const isFresh = known !== null && (issuedAt - known.issuedAt) * 1000 < limits.trustProposalMs;
    if (isFresh && known.of === of && known.version >= leastVersion) return known;
    // What was offered before some may have signed.
    const version = Math.max(leastVersion, previous === null ? 0 : afterOffer(known, previous));
    const said = keepSigners(body, previous, version);
    const since = await signersSince(store, previous, named(said), version);
    const validUntil = issuedAt + limits.trustListLifetimeSeconds;
    const text = formatTrustHead({ ...said, version, issuedAt, validUntil, signersSince: since });
    this.#offer = { version, issuedAt, validUntil, text, of };
    return this.#offer;
  }
}

/** An offer of ours that is not the newest list may have been signed by some. */
const afterOffer = (offer: Offer | null, { version }: PublishedTrustList): number =>
  offer !== null && offer.version > version ? offer.version + 1 : 0;

/**
 * Where a version was passed over, the signers stay for one more: who goes back by `signersSince` goes to the version
 * before the first that names them, which has to be there.
 */
function keepSigners(
  body: HeadBody,
  previous: PublishedTrustList | null,
  version: number,
): HeadBody {
  if (previous === null || version === previous.version + 1) return body;
  const { head } = parseTrustList(previous.note);
  return { ...body, signers: presentSigners(head), signerQuorum: head.signerQuorum };
}

const named = (head: Pick<TrustHead, "signers" | "signerQuorum">): PinnedSigners => ({
  keys: head.signers.filter(({ until }) => until === null).map(({ key }) => key),
  quorum: head.signerQuorum,
});

function countOf({ signatures }: GatheredSignatures, { keys }: PinnedSigners): number {
  const ids = new Set(signatures.map(({ name, keyId }) => `${name} ${keyId}`));
  return keys.map(parseVerifierKey).filter(({ name, keyId }) => ids.has(`${name} ${keyId}`)).length;
}

function toList(
  { text, version, issuedAt, validUntil }: Offer,
  { signatures }: GatheredSignatures,
): PublishedTrustList {
  const note = formatNote({ text, signatures });
  if (Buffer.byteLength(note) > sdkLimits.trustListBytesMax) {
    const limit = { limit: sdkLimits.trustListBytesMax, unit: "bytes" };
    throw new LimitExceeded("trust_list.too_large", "The trust list is too large.", limit);
  }
  return { version, note, issuedAt, validUntil };
}
