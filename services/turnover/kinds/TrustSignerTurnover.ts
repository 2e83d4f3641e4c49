import { Conflict, InvalidInput } from "../../platform/errors.ts";
import { isOpen, type SignerTerm } from "../../signing/terms/Terms.ts";
import { advancePhases, type Phase } from "../Phases.ts";
import { findKey, publishedHead } from "../PublishedHead.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";
import { nowOf, published, stringsOf, type TermParts } from "../termPhases.ts";

/** The offices, which make their keys themselves. */
export interface OfficeSuccessors {
  /**
   * The key that is to follow an office's key, introduced by both; the same when it is asked for again.
   * @param sealed under which it is sealed where the service holds the office's keys
   */
  successor(
    term: SignerTerm,
    network: string,
    sealed: string,
  ): Promise<Pick<SignerTerm, "name" | "key" | "sealed" | "introduced">>;
}

export type TrustSignerTurnoverOptions = TermParts & { readonly offices: OfficeSuccessors };

/**
 * Another key for one of the offices that sign trust lists, made where the office keeps its keys. One at a time: the list
 * that names it is signed by the quorum of the one before, whose signers are all but one the same, and who take it because
 * the old key introduces it.
 */
export class TrustSignerTurnover implements TurnoverKind<"trust-signer"> {
  readonly name = "trust-signer";
  readonly of = "city";
  readonly #options: TrustSignerTurnoverOptions;
  readonly #phases: readonly Phase[];

  constructor(options: TrustSignerTurnoverOptions) {
    this.#options = options;
    this.#phases = [{ name: "make", run: (data) => this.#make(data) }, published(options, "added")];
  }

  async begin({ signer }: Subject<"trust-signer">): Promise<JsonObject> {
    const { terms, trust } = this.#options;
    const { signers } = terms.current;
    const office = signers.filter(({ name }) => name === signer);
    const old = office.find(isOpen);
    if (old === undefined)
      throw new InvalidInput(
        "turnover.unsound",
        `No office of this name signs trust lists. They are: ${signers
          .filter(isOpen)
          .map(({ name }) => name)
          .join(", ")}.`,
      );
    const head = await publishedHead(trust);
    const isBehind = signers.filter(isOpen).some(({ key }) => findKey(head, key) === null);
    if (isBehind)
      throw new Conflict(
        "turnover.under_way",
        "The newest trust list does not name all signers yet. Try again in a moment.",
      );
    const [base = `trust-list/${signer}`] = office[0]?.sealed?.split("#") ?? [];
    return { office: signer, sealed: `${base}#${office.length + 1}`, oldKey: old.key };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  view({ data }: Turnover): JsonObject {
    const { office, oldKey } = data;
    return { signer: office, newKey: stringsOf(data, "added")[0] ?? null, oldKey };
  }

  async #make({ sealed, oldKey }: JsonObject) {
    const { offices, store, terms, trust } = this.#options;
    const term = terms.current.signers.find(({ key }) => key === oldKey);
    if (term === undefined) throw new Error("a signer's term is gone");
    const { network } = await publishedHead(trust);
    const signer = await offices.successor(term, network, String(sealed));
    await store.transaction((tx) => store.replaceSigner(tx, signer, nowOf(this.#options)));
    await terms.refresh();
    return { next: { added: [signer.key] } };
  }
}
