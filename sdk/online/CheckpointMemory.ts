import { limits } from "../limits.ts";
import { verifyConsistency } from "../merkle/consistency.ts";
import { orNull } from "../orNull.ts";
import { type CheckpointNote, openCheckpointNote } from "../presentation/openCheckpointNote.ts";
import type { TrustHead } from "../trust/TrustList.ts";
import { attestCheckpoint } from "../verify/attestCheckpoint.ts";
import { fetchConsistency } from "./fetchConsistency.ts";
import { checkpointName } from "./KeptKnowledge.ts";
import { OnlineError } from "./OnlineError.ts";
import type { Ask } from "./TrustMemory.ts";
import type { VerifierStore } from "./VerifierStore.ts";

type Confirmed = CheckpointNote & { readonly witnessedAt: number | null };

/** The newest checkpoint that a verifier has seen. It is verified when it comes, and again when it is read. */
export class CheckpointMemory {
  readonly #store: VerifierStore;

  constructor(store: VerifierStore) {
    this.#store = store;
  }

  /** The kept one; null without one, or when the trust list does not confirm it. */
  async kept(head: TrustHead, notAfter: number): Promise<Confirmed | null> {
    const text = await this.#store.read(checkpointName);
    return text === null ? null : orNull(() => confirm(text, head, notAfter));
  }

  /**
   * Asks for the newest and keeps it. Throws `OnlineError` `online.checkpoint` for one that too few witnesses
   * confirmed, and `online.log-forked` for one that does not continue the kept one (RFC 9162 §2.1.4); the kept one
   * stays.
   */
  async refresh(head: TrustHead, notAfter: number, ask: Ask): Promise<void> {
    const fetched = await ask("/v1/log/checkpoint", limits.noteBytesMax);
    if (fetched === null) return;
    const offered = await confirm(fetched.text, head, notAfter);
    const kept = await this.kept(head, notAfter);
    if (kept !== null && !(await continues(kept, offered, ask)))
      throw new OnlineError("online.log-forked", "The log does not continue what was seen of it.");
    if (kept === null || !isOlder(offered, kept))
      await this.#store.write(checkpointName, fetched.text);
  }
}

const isOlder = (one: CheckpointNote, other: CheckpointNote): boolean =>
  one.checkpoint.origin === other.checkpoint.origin && one.checkpoint.size < other.checkpoint.size;

async function confirm(text: string, head: TrustHead, notAfter: number): Promise<Confirmed> {
  const opened = openCheckpointNote(text);
  const { result, witnessedAt } = await attestCheckpoint(opened, head, { notAfter });
  if (result !== "ok")
    throw new OnlineError("online.checkpoint", "The checkpoint is not confirmed.", { result });
  return { ...opened, witnessedAt };
}

/** Of two states of one log, whichever is larger has to contain the other one. Another log is another matter. */
async function continues(kept: CheckpointNote, offered: CheckpointNote, ask: Ask) {
  const { origin } = kept.checkpoint;
  if (origin !== offered.checkpoint.origin) return true;
  const [first, second] = isOlder(offered, kept) ? [offered, kept] : [kept, offered];
  const { size: size1, root: root1 } = first.checkpoint;
  const { size: size2, root: root2 } = second.checkpoint;
  // Nothing has to be shown of an empty log.
  if (size1 === 0) return true;
  const path = size1 === size2 ? [] : await fetchConsistency(ask)(origin, size1, size2);
  return path !== null && verifyConsistency({ size1, size2, root1, root2, path });
}
