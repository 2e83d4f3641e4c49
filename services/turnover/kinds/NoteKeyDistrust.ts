import { Conflict, InvalidInput } from "../../platform/errors.ts";
import { isInUse } from "../../signing/terms/Terms.ts";
import { advancePhases, next, type Phase, type PhaseResult } from "../Phases.ts";
import { findKey, publishedHead } from "../PublishedHead.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";
import { nowOf, type TermParts } from "../termPhases.ts";

type Kept = { readonly key: string; readonly since: number };

const lookMs = 500;

/**
 * A key of a log or of a witness that was stolen is distrusted from a time on: the next trust list says so. Another key
 * must do its work already; a turnover gives one.
 */
export class NoteKeyDistrust implements TurnoverKind<"distrust-note-key"> {
  readonly name = "distrust-note-key";
  readonly of = "city";
  readonly #parts: TermParts;
  readonly #phases: readonly Phase[];

  constructor(parts: TermParts) {
    this.#parts = parts;
    this.#phases = [
      { name: "distrust", run: (data) => this.#distrust(data as Kept) },
      { name: "publish", run: (data) => this.#publish(data as Kept) },
    ];
  }

  scopeOf({ key }: Subject<"distrust-note-key">): string {
    return key;
  }

  async begin({ key, since }: Subject<"distrust-note-key">): Promise<JsonObject> {
    const { logKeys, witnessKeys } = this.#parts.terms.current;
    const term = [...logKeys, ...witnessKeys].find((each) => each.key === key);
    if (term === undefined)
      throw new Conflict("turnover.no_key", "No log and no witness has this key.", { key });
    if (isInUse(term))
      throw new InvalidInput(
        "turnover.unsound",
        "The key is in use. Let another one take its place first: ./sello turnover log-key, or witnesses.",
      );
    const now = nowOf(this.#parts);
    return { key, since: Math.min(since ?? now, now) };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  view({ data }: Turnover): JsonObject {
    const { key, since } = data as Kept;
    return { key, since };
  }

  async #distrust({ key, since }: Kept): Promise<PhaseResult> {
    const { store, terms } = this.#parts;
    await store.transaction((tx) => store.distrustKeys(tx, [key], since));
    await terms.refresh();
    return next;
  }

  async #publish({ key, since }: Kept): Promise<PhaseResult> {
    const head = await publishedHead(this.#parts.trust);
    const from = findKey(head, key)?.distrustedFrom ?? null;
    return from !== null && from <= since ? next : { again: lookMs };
  }
}
