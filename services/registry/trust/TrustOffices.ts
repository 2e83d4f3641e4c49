import type { EcPublicJwk, Hex } from "@sello/sdk";
import type { NoteSignature } from "@sello/sdk/log";

/** A registry's place. The address is in lower case. */
export type RegistryPlace = { readonly chainId: number; readonly registry: Hex };

/** How far a registry was read for a head: what its later events change is not in the entries. */
export type RegistryPosition = RegistryPlace & { readonly block: bigint };

/** A head that is to be signed, with what the offices cannot find out by themselves. Nothing of it is believed. */
export type HeadProposal = {
  /** The text of the note (`formatTrustHead`). */
  readonly text: string;
  /** The registries that govern, in the order of the head's deployments. */
  readonly registries: readonly RegistryPosition[];
  /** Public keys of which the registry has the thumbprint alone (first edition of the contracts). */
  readonly keys: readonly EcPublicJwk[];
  /** SHA-256 of the files of the published document types that are in it. */
  readonly types: readonly Hex[];
  /** vkeys that are to sign. */
  readonly signers: readonly string[];
};

/** Why an office did not sign. */
export type OfficeProblem = {
  readonly office: string;
  /** `trust_signer.away`, or the code of what it refuses. */
  readonly code: string;
  /** The version that it has signed, where that is why. */
  readonly signedVersion: number | null;
};

export type GatheredSignatures = {
  /** Each of one of the keys that were asked for; each verifies. */
  readonly signatures: readonly NoteSignature[];
  readonly problems: readonly OfficeProblem[];
};

/** Those who sign trust lists. */
export interface TrustOffices {
  /**
   * Asks all of them at once. An office that is away or refuses is among the problems; this never throws for it.
   * @param needed signatures after which the slow ones are waited for no longer
   */
  sign(proposal: HeadProposal, needed: number): Promise<GatheredSignatures>;
  /** What keeps each of them from signing now, as far as it is known; an office that would sign is not among them. */
  problems(): Promise<readonly Pick<OfficeProblem, "office" | "code">[]>;
}
