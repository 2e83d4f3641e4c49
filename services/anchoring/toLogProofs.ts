import { signatureTypes } from "@sello/sdk/log";
import type { Clock } from "../platform/Clock.ts";
import { CopyProofs } from "./CopyProofs.ts";
import type { LogProofs } from "./DocumentProofs.ts";
import { LogTree } from "./LogTree.ts";
import type { PgCheckpointStore } from "./PgCheckpointStore.ts";
import type { PgLogStore } from "./PgLogStore.ts";
import type { WitnessQuorums } from "./WitnessQuorum.ts";

type Stored = {
  readonly log: PgLogStore;
  readonly checkpoints: PgCheckpointStore;
  readonly clock: Clock;
};

/** @param quorums whose cosignatures a checkpoint needs before proofs are made with it */
export function toLogProofs(stored: Stored, quorums: WitnessQuorums): LogProofs {
  const { checkpoints } = stored;
  const postQuantum = toProofs(stored, async () =>
    checkpoints.newestWithQuorum(quorums.postQuantum ?? quorums.classical),
  );
  return {
    classical: toProofs(stored, () => checkpoints.newestWithQuorum(quorums.classical)),
    // Other witnesses may be in office by the next time.
    get postQuantum() {
      return quorums.postQuantum === null ? null : postQuantum;
    },
  };
}

/**
 * Proofs of a log that ended. It was sealed with a quorum of the witnesses of that time, who may be others by now, so
 * all that they signed is shown.
 */
export function toSealedLogProofs(stored: Stored): LogProofs {
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  return {
    classical: toProofs(stored, () => stored.checkpoints.newestCosigned([cosignatureV1])),
    postQuantum: toProofs(stored, () =>
      stored.checkpoints.newestCosigned([cosignatureV1, cosignatureMlDsa44]),
    ),
  };
}

const toProofs = (
  { log, clock }: Stored,
  newestCheckpoint: () => ReturnType<PgCheckpointStore["newestWithQuorum"]>,
): CopyProofs => new CopyProofs({ tree: new LogTree(log), clock, newestCheckpoint });
