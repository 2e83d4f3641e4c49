import { type AuthorityId, type Hex, SelloError, type ValidatorTerm } from "@sello/sdk";
import {
  decodeStatusChanges,
  emptyStatusHead,
  nextStatusHead,
  type StatusChange,
} from "@sello/sdk/log";
import { applyRegistryEvent, applyValidatorEvent } from "@sello/sdk/trust";
import type { RegistryEvent, StatusEvent, StatusHeadEvent } from "./ChainNode.ts";
import type { Findings, Violation } from "./Findings.ts";
import type { FactsState, ListState, NamedRecord } from "./MonitorState.ts";
import { changeWord, follow, type WordHistory, wordEntries } from "./StatusHistory.ts";

/** A status list as its events give it, by word. */
type FollowedList = { readonly head: Hex; readonly words: Map<number, WordHistory> };

export type FactsOptions = {
  /** Unix seconds: what a word was before is forgotten. */
  readonly keepFrom: number;
  readonly findings: Findings;
};

/** What the events of all deployments tell of authorities and status lists: one timeline, in the order of deployments. */
export class Facts {
  readonly authorities: Map<AuthorityId, NamedRecord>;
  /** Beginnings of issuers that the city granted to somebody. */
  readonly prefixes: Set<string>;
  validators: readonly ValidatorTerm[];
  /** By `owner/list`. */
  readonly lists: Map<string, FollowedList>;
  /** Names of the lists that changed in this look. */
  readonly changedLists = new Set<string>();
  /** See `FactsState`. */
  get knownFrom(): number | null {
    return this.#knownFrom;
  }

  #knownFrom: number | null;
  readonly #options: FactsOptions;

  constructor(before: FactsState | null, options: FactsOptions) {
    this.#options = options;
    this.authorities = new Map((before?.authorities ?? []).map((each) => [each.id, each]));
    this.lists = new Map(
      Object.entries(before?.lists ?? {}).map(([name, list]) => [name, toFollowed(list)]),
    );
    this.prefixes = new Set(before?.prefixes ?? []);
    this.validators = before?.validators ?? [];
    this.#knownFrom = before?.knownFrom ?? null;
  }

  /** The same, to be changed by itself. Histories of status words are shared: a registry that takes over changes none. */
  copy(): Facts {
    const copy = new Facts({ ...nothing, knownFrom: this.knownFrom }, this.#options);
    copy.validators = this.validators;
    for (const prefix of this.prefixes) copy.prefixes.add(prefix);
    for (const [id, record] of this.authorities) copy.authorities.set(id, record);
    for (const [name, list] of this.lists) copy.lists.set(name, list);
    for (const name of this.changedLists) copy.changedLists.add(name);
    return copy;
  }

  /** Nothing yet, since what was before this time (unix seconds) was not seen. */
  after(knownFrom: number): Facts {
    return new Facts({ ...nothing, knownFrom }, this.#options);
  }

  /** A registry whose predecessor was not seen has taken over all that goes on: what it says of before is of this time. */
  beginAt(at: number): void {
    this.#knownFrom = at;
  }

  changeRegistry(event: RegistryEvent): void {
    if (event.name === "IssuerPrefixChanged") {
      // What was registered under a prefix stays, so one that was granted once goes on explaining it.
      if (event.args.granted) this.prefixes.add(event.args.prefix);
    } else if (event.name === "ValidatorChanged")
      this.validators = applyValidatorEvent(this.validators, event);
    else applyToRecords(this.authorities, event);
  }

  /** Folds a change (contracts/interfaces/IStatusLists.sol), and goes on from the head that it states. */
  changeStatus({ block, args }: StatusEvent): void {
    const name = `${args.owner}/${args.list}`;
    this.changedLists.add(name);
    const known = this.lists.get(name);
    const { head: before, words } = known ?? { head: emptyStatusHead, words: new Map() };
    const where = { list: name, block };
    const expected = nextStatusHead(before, args);
    const found = args.head;
    if (found !== expected)
      this.#options.findings.add("chain.status-head", where, { expected, found });
    this.lists.set(name, { head: found, words });
    const changes = readChanges(args.changes, where, this.#options.findings) ?? [];
    const byWord = Map.groupBy(changes, ({ index }) => Math.floor(index / wordEntries));
    for (const [word, ofWord] of byWord) {
      const history = words.get(word) ?? [];
      const next = changeWord(history.at(-1)?.[1], ofWord);
      words.set(word, follow(history, [Number(args.timestamp), next], this.#options.keepFrom));
    }
  }

  /** A list goes on in a successor, from the head that it had. Of one that we never saw, we know no more than that. */
  takeHead({ block, args }: StatusHeadEvent): void {
    const name = `${args.owner}/${args.list}`;
    const known = this.lists.get(name);
    const expected = known?.head ?? emptyStatusHead;
    const found = args.head;
    if (this.knownFrom === null && found !== expected)
      this.#options.findings.add("chain.takeover", { list: name, block }, { expected, found });
    this.lists.set(name, { head: found, words: known?.words ?? new Map() });
  }

  toState(): FactsState {
    return {
      authorities: [...this.authorities.values()],
      prefixes: [...this.prefixes],
      validators: this.validators,
      lists: Object.fromEntries(
        [...this.lists].map(([name, { head, words }]) => [
          name,
          { head, words: Object.fromEntries(words) },
        ]),
      ),
      knownFrom: this.knownFrom,
    };
  }
}

const nothing = { authorities: [], prefixes: [], validators: [], lists: {} };

/** Events of the registry that change records; others change nothing. */
export function applyToRecords(records: Map<AuthorityId, NamedRecord>, event: RegistryEvent): void {
  const at = "timestamp" in event.args ? Number(event.args.timestamp) : 0;
  applyRegistryEvent(records, event, at, (record, { names }) => ({
    ...record,
    names: String(names),
  }));
}

/** Null for what the contract lets nobody do; it is a finding. */
function readChanges(
  encoded: Hex,
  where: Violation["where"],
  findings: Findings,
): readonly StatusChange[] | null {
  try {
    return decodeStatusChanges(encoded);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    findings.add("chain.status-changes", where, { expected: error.message, found: encoded });
    return null;
  }
}

const toFollowed = ({ head, words }: ListState): FollowedList => ({
  head,
  words: new Map(Object.entries(words).map(([word, history]) => [Number(word), history])),
});
