import {
  formatVerifierKey,
  parseVerifierKey,
  signatureTypes,
  type VerifierKey,
} from "@sello/sdk/log";
import { countCosigners } from "../../anchoring/WitnessQuorum.ts";
import { InvalidInput } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { isInUse, isOpen, type WitnessKeyTerm } from "../../signing/terms/Terms.ts";
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

export type NewWitness = NonNullable<Subject<"witnesses">["add"]>[number];

/** The demo's own witnesses: others of its centres can be opened while it runs. */
export interface WitnessOpener {
  /** @returns those that were opened */
  renew(names: readonly string[]): Promise<readonly NewWitness[]>;
}

export type WitnessTurnoverOptions = TermParts & {
  /** Null where witnesses are others' processes. */
  readonly opener: WitnessOpener | null;
};

const lookMs = 500;

/**
 * Other witnesses, any number at once. The new ones cosign beside the old ones; when those who stay have the quorum with
 * the new ones alone, and the overlap is over, the old ones end at the log's size and root of that time.
 */
export class WitnessTurnover implements TurnoverKind<"witnesses"> {
  readonly name = "witnesses";
  readonly of = "city";
  readonly #options: WitnessTurnoverOptions;
  readonly #phases: readonly Phase[];

  constructor(options: WitnessTurnoverOptions) {
    this.#options = options;
    this.#phases = [
      { name: "make", run: (data) => this.#make(data) },
      published(options, "added"),
      { name: "cosign", run: (data) => this.#cosigned(data) },
      startOverlap(options),
      overlap(options),
      retire(options, "ended"),
      end(options, "ended", async (tx, { quorum }) => {
        const { store, checkpoints, origin } = options;
        const ending = await checkpoints.endOf(tx, origin);
        await store.setQuorum(tx, Number(quorum), nowOf(options), ending);
      }),
      publishedEnd(options, "ended"),
    ];
  }

  async begin(subject: Subject<"witnesses">): Promise<JsonObject> {
    const { terms, opener } = this.#options;
    const { add = [], renew = [], end: leaving = [], overlapSeconds } = subject;
    const open = terms.current.witnessKeys.filter(isInUse);
    if (renew.length > 0 && opener === null)
      throw unsound("Only the demo makes witnesses by itself; name them with their keys.");
    const names = new Set(open.map(({ name }) => name));
    const ending = [...leaving, ...renew];
    const unknown = ending.find((name) => !names.has(name));
    if (unknown !== undefined) throw unsound("A witness that is to end is not in office.");
    const added = add.flatMap(toVerifierKeys);
    const staying = open.filter(({ name }) => !ending.includes(name));
    requireDistinct(added, terms.current.witnessKeys);
    const quorum = subject.quorum ?? terms.current.quorums.find(isOpen)?.needed ?? 0;
    const count =
      new Set(
        [...staying.map(({ key }) => parseVerifierKey(key)), ...added].map(({ name }) => name),
      ).size + renew.length;
    if (count < quorum)
      throw unsound(`${count} witnesses would be left, and ${quorum} must cosign.`);
    if (ending.length + added.length === 0 && subject.quorum === undefined)
      throw unsound("Nothing would change.");
    return {
      add,
      renew,
      ended: open.filter(({ name }) => ending.includes(name)).map(({ key }) => key),
      quorum,
      overlapSeconds: overlapSeconds ?? limits.turnoverOverlapDefaultSeconds,
    };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  view({ data }: Turnover): JsonObject {
    return { newKeys: data.added ?? [], oldKeys: data.ended, quorum: data.quorum };
  }

  async #make({ add, renew }: JsonObject) {
    const { store, terms, opener } = this.#options;
    const renewed = stringsOf({ renew }, "renew");
    const opened = renewed.length > 0 ? ((await opener?.renew(renewed)) ?? []) : [];
    const witnesses = [...(add as readonly NewWitness[]), ...opened];
    const from = nowOf(this.#options) - limits.clockSkewSeconds;
    const keys = witnesses.flatMap(({ name, url, ...given }) =>
      toVerifierKeys({ name, url, ...given }).map((key) => ({
        role: "witness" as const,
        key: formatVerifierKey(key),
        name,
        url,
        from,
      })),
    );
    await store.transaction((tx) => store.addKeys(tx, keys));
    await terms.refresh();
    return { next: { added: keys.map(({ key }) => key) } };
  }

  /** Whether a checkpoint has the quorum without those who leave, under the old number and under the new one. */
  async #cosigned({ ended, quorum }: JsonObject) {
    const { terms, checkpoints } = this.#options;
    const newest = await checkpoints.newest();
    if (newest === null) return next;
    const { witnessKeys, quorums } = terms.current;
    const staying = witnessKeys.filter(
      (term) => isInUse(term) && !stringsOf({ ended }, "ended").includes(term.key),
    );
    const keys = staying.map(({ key }) => parseVerifierKey(key));
    const classical = keys.filter(({ type }) => type === signatureTypes.cosignatureV1);
    const needed = Math.max(Number(quorum), quorums.find(isOpen)?.needed ?? 0);
    const asked = { counted: classical, quorum: needed, shown: classical };
    const count = countCosigners(await checkpoints.cosigners(newest.size), asked);
    return count >= needed ? next : { again: lookMs, done: count, of: needed };
  }
}

/** Its keys, taken apart: Ed25519, and ML-DSA-44 if it has one, both under one name. */
function toVerifierKeys({ key, postQuantumKey }: NewWitness): VerifierKey[] {
  const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
  const first = parse(key, cosignatureV1);
  if (postQuantumKey === undefined) return [first];
  const second = parse(postQuantumKey, cosignatureMlDsa44);
  if (second.name !== first.name) throw unsound("A witness's two keys have different names.");
  return [first, second];
}

function parse(vkey: string, type: number): VerifierKey {
  let key: VerifierKey;
  try {
    key = parseVerifierKey(vkey);
  } catch {
    throw unsound("A witness's key is no vkey (C2SP signed-note).");
  }
  if (key.type !== type)
    throw unsound("A witness's key is of another type: Ed25519 is 4, ML-DSA-44 is 6.");
  return key;
}

/** A key that was there before never comes back, and counts once. */
function requireDistinct(added: readonly VerifierKey[], known: readonly WitnessKeyTerm[]): void {
  const keys = [...added.map(formatVerifierKey), ...known.map(({ key }) => key)];
  if (new Set(keys).size !== keys.length)
    throw unsound("A new witness's key is or was one of this network.");
}

const unsound = (message: string) => new InvalidInput("turnover.unsound", message);
