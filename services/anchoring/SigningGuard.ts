import { sha256 } from "@sello/sdk";
import { formatCheckpoint, formatNote, signNote } from "@sello/sdk/log";
import { Unavailable } from "../platform/errors.ts";
import type { LogSigners } from "../signing/terms/LogSigners.ts";
import type { LogHead } from "./AnchoredEntry.ts";
import { LogContradiction } from "./errors.ts";
import type { FileHighWater } from "./FileHighWater.ts";
import type { WitnessStanding } from "./WitnessStanding.ts";

export type SigningGuardOptions = {
  readonly highWater: FileHighWater;
  readonly witnesses: WitnessStanding;
  /**
   * Witnesses that must say where they stand: of n with a quorum of q, n - q + 1, so that one of them has
   * seen every checkpoint that ever had its quorum.
   */
  readonly answersNeeded: number;
  readonly signers: LogSigners;
  readonly origin: string;
};

/** The log's root at a size; null while it is smaller. */
export type RootAt = (size: number) => Promise<Uint8Array | null>;

const answerMsMax = 5_000;

/**
 * Keeps the log key from signing a second history out of a database that has forgotten the first: one that
 * was restored from a backup. What was signed is remembered in two other places, a file and the witnesses.
 */
export class SigningGuard {
  readonly #options: SigningGuardOptions;
  #agreed = false;

  constructor(options: SigningGuardOptions) {
    this.#options = options;
  }

  /**
   * To be called before anything is signed. Throws `LogContradiction` `log.forgotten`, and `Unavailable`
   * `log.witnesses_silent` as long as too few witnesses answer; once they agreed they are not asked again.
   * @param signedSize size of the newest checkpoint in the database
   */
  async requireMemory(signedSize: number, head: LogHead, rootAt: RootAt): Promise<void> {
    const highWater = this.#options.highWater.read();
    if (highWater) await requireContained(highWater, head, rootAt);
    if (this.#agreed) return;
    await this.#requireAgreement(Math.max(signedSize, highWater?.size ?? 0));
    this.#agreed = true;
  }

  /** To be called with what will be signed, before it is. */
  raise(head: LogHead): void {
    this.#options.highWater.raise(head);
  }

  async #requireAgreement(knownSize: number): Promise<void> {
    const { witnesses, answersNeeded } = this.#options;
    if (answersNeeded === 0) return;
    const signal = AbortSignal.timeout(answerMsMax);
    const sizes = await witnesses.standing(await this.#emptyCheckpoint(), signal);
    for (const [witness, witnessedSize] of sizes)
      if (witnessedSize > knownSize)
        throw new LogContradiction("log.forgotten", forgotten, {
          witness,
          witnessedSize,
          knownSize,
        });
    if (sizes.size < answersNeeded)
      throw new Unavailable(
        "log.witnesses_silent",
        "Too few witnesses say where they stand, so it is not known whether this database is the newest.",
      );
  }

  async #emptyCheckpoint(): Promise<string> {
    const { signers, origin } = this.#options;
    // RFC 9162 §2.1.1: the root of the empty tree is the hash of nothing.
    const empty = { origin, size: 0, root: sha256(""), extensions: [] };
    return formatNote(await signNote(formatCheckpoint(empty), await signers.current()));
  }
}

const forgotten =
  "The database is older than what the log key has signed: it was restored from a backup that is not the newest. Nothing is signed with it. Bring the newer backup, or a checkpoint of the size that is missing.";

async function requireContained(highWater: LogHead, head: LogHead, rootAt: RootAt): Promise<void> {
  const rootThen = head.size < highWater.size ? null : await rootAt(highWater.size);
  if (rootThen && Buffer.compare(rootThen, highWater.root) === 0) return;
  throw new LogContradiction("log.forgotten", forgotten, {
    signedSize: highWater.size,
    signedRoot: Buffer.from(highWater.root).toString("base64"),
    size: head.size,
    rootThen: rootThen && Buffer.from(rootThen).toString("base64"),
  });
}
