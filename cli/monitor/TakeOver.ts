import {
  type AuthorityId,
  type Deployment,
  fromBase64,
  type Interval,
  toHex,
  type ValidatorTerm,
} from "@sello/sdk";
import { applyValidatorEvent } from "@sello/sdk/trust";
import type { RegistryEvent, TakeOverEvent } from "./ChainNode.ts";
import { applyToRecords } from "./Facts.ts";
import type { Findings } from "./Findings.ts";
import type { NamedRecord } from "./MonitorState.ts";

/** What a registry goes on from. */
export type SealedRegistry = {
  readonly deployment: Deployment;
  /** Its records, as it was sealed. */
  readonly records: ReadonlyMap<AuthorityId, NamedRecord>;
  readonly validators: readonly ValidatorTerm[];
  /** Whether the contract was sealed. One of edition 1 is closed instead: its city holds no accreditation any more. */
  readonly hasSeal: boolean;
};

/**
 * A successor's registry while it takes over: its own events by themselves, which at the end have to give what the
 * registry before had when it was sealed.
 */
export class TakeOver {
  readonly #records = new Map<AuthorityId, NamedRecord>();
  #validators: readonly ValidatorTerm[] = [];
  readonly #sealed: SealedRegistry;
  readonly #findings: Findings;

  constructor(sealed: SealedRegistry, findings: Findings) {
    this.#sealed = sealed;
    this.#findings = findings;
  }

  apply(event: RegistryEvent): void {
    if (event.name === "TakeOverBegun") this.#compareTerms(event);
    else if (event.name === "ValidatorChanged")
      this.#validators = applyValidatorEvent(this.#validators, event);
    else applyToRecords(this.#records, event);
  }

  /**
   * Whether it states a right that the records have lost: a registry of edition 1 is closed by withdrawing what its city
   * holds, and the successor gives that back.
   */
  isGivenBack({ name, args }: RegistryEvent): boolean {
    const { hasSeal, records } = this.#sealed;
    if (hasSeal || name !== "AccreditationChanged") return false;
    return records.get(args.authority as AuthorityId)?.kind === "city";
  }

  /** Once all pieces were taken. */
  compare(): void {
    this.#compareValidators();
    const { records } = this.#sealed;
    for (const id of new Set([...records.keys(), ...this.#records.keys()])) {
      const expected = this.#toPresent(records.get(id));
      const found = this.#toPresent(this.#records.get(id));
      if (JSON.stringify(expected) !== JSON.stringify(found))
        this.#findings.add("chain.takeover", { authority: id }, { expected, found });
    }
  }

  #compareValidators(): void {
    const toPresent = (terms: readonly ValidatorTerm[]) =>
      toSorted(terms.filter((term) => this.#isPresent(term)).map(Object.values));
    const [expected, found] = [this.#sealed.validators, this.#validators].map(toPresent);
    if (JSON.stringify(expected) !== JSON.stringify(found))
      this.#findings.add("chain.takeover", { what: "validators" }, { expected, found });
  }

  /** Whether a term with a stated end goes beyond the sealing. */
  #isPresent({ until }: Interval): boolean {
    return until === null || until > (this.#sealed.deployment.until ?? 0);
  }

  /** What of a record goes on: who it is, and what holds at the sealing or later. */
  #toPresent(record: NamedRecord | undefined) {
    if (record === undefined) return null;
    const { iss, names, kind, parent, states, officers, accreditations, keys } = record;
    const { hasSeal } = this.#sealed;
    const grants = kind === "city" && !hasSeal ? [] : accreditations.filter(isOpen);
    return {
      iss,
      names,
      kind,
      parent,
      state: states.filter(isOpen).map(({ state }) => state),
      officers: toSorted(officers.filter(isOpen).map(({ address, roles }) => [address, roles])),
      accreditations: toSorted(grants.map((grant) => [grant.documentType, grant.delegate])),
      keys: toSorted(
        keys
          .filter((key) => this.#isPresent(key))
          .map(({ thumbprint, from, until }) => [thumbprint, from, until]),
      ),
    };
  }

  #compareTerms({ block, args: { terms } }: TakeOverEvent): void {
    const { chainId, log, size, root } = this.#sealed.deployment;
    const expected = { chainId, log, size, root: toHex(fromBase64(root ?? "")) };
    const found = {
      chainId: Number(terms.predecessorChainId),
      log: terms.predecessorLog.toLowerCase(),
      size: Number(terms.predecessorSize),
      root: terms.predecessorRoot,
    };
    if (JSON.stringify(expected) !== JSON.stringify(found))
      this.#findings.add("chain.takeover", { block }, { expected, found });
  }
}

const isOpen = ({ until }: Interval): boolean => until === null;

const toSorted = (facts: readonly (readonly unknown[])[]): readonly string[] =>
  facts.map((fact) => JSON.stringify(fact)).sort();
