/** A half-open interval [from, until) in unix seconds; `until: null` has no end yet. */
type Interval = { readonly from: number; readonly until: number | null };

/** Where a log was: its origin, size, and root in base64. */
export type LogEnd = { readonly origin: string; readonly size: number; readonly root: string };

/** A key that signs notes, and when it counts. Once it has ended, checkpoints under it count up to `end`. */
type NoteKey = Interval & {
  /** C2SP vkey. */
  readonly key: string;
  readonly end: LogEnd | null;
  readonly distrustedFrom: number | null;
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

/** How many witnesses a checkpoint needs. */
export type QuorumTerm = Interval & { readonly needed: number; readonly end: LogEnd | null };

/** Who signs trust lists. */
export type SignerTerm = Interval & {
  readonly name: string;
  /** C2SP vkey. */
  readonly key: string;
  readonly sealed: string;
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
