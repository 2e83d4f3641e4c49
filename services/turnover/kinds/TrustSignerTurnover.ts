import { parseVerifierKey } from "@sello/sdk/log";
import { Conflict, InvalidInput } from "../../platform/errors.ts";
import { openNoteKey } from "../../signing/openNoteKey.ts";
import type { SealedKeys } from "../../signing/SealedKeys.ts";
import { isOpen } from "../../signing/terms/Terms.ts";
import { advancePhases, type Phase } from "../Phases.ts";
import { findKey, publishedHead } from "../PublishedHead.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";
import { nowOf, published, stringsOf, type TermParts } from "../termPhases.ts";

export type TrustSignerTurnoverOptions = TermParts & { readonly keys: SealedKeys };

/**
 * Another key for one of the offices that sign trust lists. One at a time: the list that names it is signed by the
 * quorum of the one before, whose signers are all but one the same.
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
    const [base] = office[0]?.sealed.split("#") ?? [];
    return {
      office: signer,
      sealed: `${base}#${office.length + 1}`,
      keyName: parseVerifierKey(old.key).name,
      oldKey: old.key,
    };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  view({ data }: Turnover): JsonObject {
    const { office, oldKey } = data;
    return { signer: office, newKey: stringsOf(data, "added")[0] ?? null, oldKey };
  }

  async #make({ office, sealed, keyName }: JsonObject) {
    const { keys, store, terms } = this.#options;
    const { vkey } = await openNoteKey(keys, String(keyName), String(sealed));
    const signer = { name: String(office), key: vkey, sealed: String(sealed) };
    await store.transaction((tx) => store.replaceSigner(tx, signer, nowOf(this.#options)));
    await terms.refresh();
    return { next: { added: [vkey] } };
  }
}
