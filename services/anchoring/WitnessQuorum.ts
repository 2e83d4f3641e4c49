import { isPostQuantum, type VerifierKey } from "@sello/sdk/log";

/** What a checkpoint needs before a proof is made with it. */
export type WitnessQuorum = {
  /** Keys whose cosignatures count: of witnesses that the trust list names now. Keys of one name count once. */
  readonly counted: readonly VerifierKey[];
  /** How many witnesses; with none, every checkpoint of the log key will do. */
  readonly quorum: number;
  /** Keys whose signature lines the proof carries. */
  readonly shown: readonly VerifierKey[];
};

/** What identifies a key of a witness in the lines of notes (C2SP signed-note). */
export type CosigningKey = Pick<VerifierKey, "name" | "keyId">;

/** Witnesses that count, of those whose keys have signed. */
export function countCosigners(
  signed: readonly CosigningKey[],
  { counted }: WitnessQuorum,
): number {
  const signing = counted.filter(({ name, keyId }) =>
    signed.some((key) => key.name === name && key.keyId === keyId),
  );
  return new Set(signing.map(({ name }) => name)).size;
}

/** The quorum for proofs of each kind. */
export type WitnessQuorums = {
  /** Proofs carry Ed25519 lines, which are small. */
  readonly classical: WitnessQuorum;
  /** Proofs carry lines of both kinds; null when too few witnesses have a post-quantum key. */
  readonly postQuantum: WitnessQuorum | null;
};

/** @param keys all keys of all witnesses, as the trust list names them */
export function toWitnessQuorums(keys: readonly VerifierKey[], quorum: number): WitnessQuorums {
  const classical = keys.filter((key) => !isPostQuantum(key));
  const postQuantum = keys.filter(isPostQuantum);
  const isEnough = quorum > 0 && postQuantum.length >= quorum;
  return {
    classical: { counted: classical, quorum, shown: classical },
    postQuantum: isEnough ? { counted: postQuantum, quorum, shown: keys } : null,
  };
}
