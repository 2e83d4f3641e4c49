import type { NoteKeyTerm, QuorumTerm, SignerTerm as TrustedSigner } from "@sello/sdk";

/** A key that signs notes, with what the service alone needs of it. */
type NoteKey = NoteKeyTerm & {
  /** About to end: nothing new is signed or counted with it. */
  readonly retiring: boolean;
};

/** A key of a log, whose origin is the key's name. */
export type LogKeyTerm = NoteKey & {
  readonly origin: string;
  /** Its name among the sealed keys. */
  readonly sealed: string;
};

/** A key of a witness. */
export type WitnessKeyTerm = NoteKey & {
  /** For people; a witness's keys share it. */
  readonly name: string;
  /** Where the witness is asked; null where nobody asks it any more. */
  readonly url: string | null;
};

/** Who signs trust lists. */
export type SignerTerm = TrustedSigner & {
  /** The key's name among the service's sealed keys; null: the office keeps it itself. */
  readonly sealed: string | null;
  /** The note by which the office's key before introduced it (docs/formats.md); null for a first key, and for old ones. */
  readonly introduced: string | null;
};

/** Everything of the network that is no authority and can end. In the order in which it began. */
export type Terms = {
  /** Grows with every change. */
  readonly revision: number;
  readonly logKeys: readonly LogKeyTerm[];
  readonly witnessKeys: readonly WitnessKeyTerm[];
  readonly quorums: readonly QuorumTerm[];
  readonly signers: readonly SignerTerm[];
};

export const isOpen = ({ until }: { readonly until: number | null }): boolean => until === null;

/** Not ended, nor about to. */
export const isInUse = ({ until, retiring }: NoteKey): boolean => until === null && !retiring;
