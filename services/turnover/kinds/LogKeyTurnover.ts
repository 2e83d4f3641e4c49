import { sha256 } from "@sello/sdk";
import { formatCheckpoint, formatNote, parseVerifierKey, signNote } from "@sello/sdk/log";
import type { LiveQuorums } from "../../anchoring/LiveQuorums.ts";
import type { WitnessStanding } from "../../anchoring/WitnessStanding.ts";
import { limits } from "../../platform/limits.ts";
import { openNoteKey } from "../../signing/openNoteKey.ts";
import type { SealedKeys } from "../../signing/SealedKeys.ts";
import { isInUse } from "../../signing/terms/Terms.ts";
import { advancePhases, next, type Phase } from "../Phases.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";
import {
  end,
  nowOf,
  overlap,
  published,
  publishedEnd,
  retire,
  startOverlap,
  stringsOf,
  type TermParts,
} from "../termPhases.ts";

export type LogKeyTurnoverOptions = TermParts & {
  readonly keys: SealedKeys;
  readonly witnesses: WitnessStanding;
  readonly quorums: Pick<LiveQuorums, "classical">;
};

const answerMsMax = 5_000;
const lookMs = 1_000;

/**
 * Another key of the open log. The trust list names it; it signs beside the old one, until witnesses in the number of
 * the quorum take it alone and the overlap is over; then the old one ends at the log's size and root of that time.
 */
export class LogKeyTurnover implements TurnoverKind<"log-key"> {
  readonly name = "log-key";
  readonly of = "city";
  readonly #options: LogKeyTurnoverOptions;
  readonly #phases: readonly Phase[];

  constructor(options: LogKeyTurnoverOptions) {
    this.#options = options;
    this.#phases = [
      { name: "make", run: (data) => this.#make(data) },
      published(options, "added"),
      { name: "witnesses", run: (data) => this.#ask(data) },
      startOverlap(options),
      overlap(options),
      retire(options, "ended"),
      end(options, "ended"),
      publishedEnd(options, "ended"),
    ];
  }

  async begin({ overlapSeconds }: Subject<"log-key">): Promise<JsonObject> {
    const { terms, origin } = this.#options;
    const { logKeys } = terms.current;
    return {
      sealed: `log/${logKeys.length + 1}`,
      ended: logKeys
        .filter((term) => term.origin === origin && isInUse(term))
        .map(({ key }) => key),
      overlapSeconds: overlapSeconds ?? limits.turnoverOverlapDefaultSeconds,
    };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  view({ data }: Turnover): JsonObject {
    return { newKey: stringsOf(data, "added")[0] ?? null, oldKeys: data.ended };
  }

  async #make({ sealed }: JsonObject) {
    const { keys, origin, store, terms } = this.#options;
    const { vkey } = await openNoteKey(keys, origin, String(sealed));
    const from = nowOf(this.#options) - limits.clockSkewSeconds;
    const key = { role: "log", key: vkey, name: origin, sealed: String(sealed), from } as const;
    await store.transaction((tx) => store.addKeys(tx, [key]));
    await terms.refresh();
    return { next: { added: [vkey] } };
  }

  /** Whether enough witnesses know the new key: they answer a checkpoint of the empty log that it alone has signed. */
  async #ask({ sealed, added }: JsonObject) {
    const { keys, origin, witnesses, quorums } = this.#options;
    const { quorum } = quorums.classical;
    if (quorum === 0) return next;
    const signer = await openNoteKey(
      keys,
      parseVerifierKey((added as string[])[0] ?? "").name,
      String(sealed),
    );
    const empty = { origin, size: 0, root: sha256(""), extensions: [] };
    const note = formatNote(await signNote(formatCheckpoint(empty), [signer]));
    const answers = await witnesses.standing(note, AbortSignal.timeout(answerMsMax));
    return answers.size >= quorum ? next : { again: lookMs, done: answers.size, of: quorum };
  }
}
