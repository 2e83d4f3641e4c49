import type { Hex } from "@sello/sdk";
import { toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { rolesOf } from "../../officerRoles.ts";
import { approvalsNeeded, mayApprove, toApprovalSignature } from "../published/approvals.ts";
import {
  approvalHash,
  approvalTypedData,
  contentOf,
  nameWithVersion,
  type ToApprove,
} from "../published/approvalTypedData.ts";
import { signedBy } from "../published/signedBy.ts";
import {
  changedMeanwhile,
  fileName,
  noteStep,
  requireName,
  requireState,
  requireVisible,
  tooMany,
  unknownDraft,
} from "./draftRules.ts";
import type { TypeDraft } from "./TypeDraft.ts";
import type { Acting, TypeDraftsOptions } from "./TypeDraftsOptions.ts";

type Signed = { readonly content: Hex; readonly signature: Hex };

/** Approvals of drafts, by officers with their own wallet or by accounts of many, whose people have signed elsewhere. */
export class TypeApprovals {
  readonly #options: TypeDraftsOptions;

  constructor(options: TypeDraftsOptions) {
    this.#options = options;
  }

  /** The registry that approvals name. */
  get place(): TypeDraftsOptions["place"] {
    return this.#options.place;
  }

  /** What the account's wallet signs. */
  async prepare(acting: Acting, id: string) {
    const { store } = this.#options;
    const draft = await requireVisible(this.#options, acting, await store.find(id));
    requireState(draft, ["review"]);
    return approvalTypedData(this.#toApprove(draft, acting.account));
  }

  /**
   * What an account of many would approve, if it may now: it administers the type's owner or an authority above, and has not
   * approved yet. `NotFound` `type_draft.unknown`; `Conflict` `type_draft.state`, `.changed`, `.approved`.
   */
  async prepareFor(account: Hex, id: string, content: Hex): Promise<ToApprove> {
    const { store } = this.#options;
    const { draft } = await this.#findFor(account, id);
    requireState(draft, ["review"]);
    const asked = this.#toApprove(draft, account);
    if (asked.content !== content) throw changedMeanwhile(draft);
    if ((await store.approvals(id)).some((each) => each.account === account)) throw approved();
    return asked;
  }

  /**
   * The approval of an account of many, which its people have signed together. Made before, nothing happens. Errors as
   * {@link approve}.
   * @param person who brought the last signature
   */
  async approveFor(account: Hex, person: Hex, id: string, signed: Signed): Promise<void> {
    const { draft, authority } = await this.#findFor(account, id);
    const isSame = draft.file !== null && contentOf(draft.file) === signed.content;
    const given = await this.#options.store.approvals(id);
    if (isSame && given.some((each) => each.account === account)) return;
    await this.approve({ account, authority, person }, id, signed);
  }

  /**
   * With the second approval it is published, and known here at once. Throws `Conflict` `type_draft.signature`,
   * `type_draft.approved`, `type_draft.same_person`, and `type_draft.changed` for other content than the draft's.
   */
  async approve(acting: Acting, id: string, { content, signature }: Signed): Promise<void> {
    const { store, contracts, place, clock, published } = this.#options;
    const seen = await requireVisible(this.#options, acting, await store.find(id));
    requireState(seen, ["review"]);
    const asked = this.#toApprove(seen, acting.account);
    if (asked.content !== content) throw changedMeanwhile(seen);
    const { account, authority } = acting;
    // Asked outside of the transaction: a contract's answer may take long.
    const kept = await toApprovalSignature(account, approvalHash(asked), signature, contracts);
    if (kept === null)
      throw new Conflict(
        "type_draft.signature",
        "The signature is not by your account under this design. Sign it again with the account that you are signed in with.",
      );
    await store.transaction(async (tx) => {
      await store.alone(tx);
      const draft = await requireVisible(this.#options, acting, await store.find(id, tx));
      requireState(draft, ["review"]);
      if (draft.file !== seen.file) throw changedMeanwhile(draft);
      await this.#dropStale(tx, draft);
      const others = await store.approvals(id, tx);
      if (others.some((each) => each.account === account)) throw approved();
      const at = toSeconds(clock.nowMs());
      const approval = { account, authority, ...place, signature: kept, at };
      const isEnough = others.length + 1 >= approvalsNeeded;
      if (isEnough) await this.#requirePeople(draft, [...others, approval]);
      await store.addApproval(tx, id, approval);
      await noteStep(this.#options, tx, acting, draft, "approved");
      if (isEnough) await this.#publish(tx, acting, draft, at);
    });
    // The others look by themselves.
    await published.look();
  }

  /** Two accounts are not enough where one person has signed for both. */
  async #requirePeople(
    draft: TypeDraft,
    approvals: readonly { readonly account: Hex; readonly signature: Hex }[],
  ): Promise<void> {
    const people = await signedBy(
      approvals.map(({ account, signature }) => ({
        asked: this.#toApprove(draft, account),
        signature,
        contracts: this.#options.contracts,
      })),
    );
    if (people.size >= approvalsNeeded) return;
    throw new Conflict(
      "type_draft.same_person",
      "Both approvals come down to one person. Another administrator, or another of the account's people, must sign.",
    );
  }

  async #publish(tx: Transaction, acting: Acting, draft: TypeDraft, at: number): Promise<void> {
    const { store, types } = this.#options;
    await requireName(this.#options, tx, draft);
    if ((await store.publishedCount(tx)) >= limits.publishedTypes)
      throw tooMany(limits.publishedTypes);
    const file = draft.file ?? "";
    const { type } = types.toType(fileName(draft.design), file);
    const approvals = (await store.approvals(draft.id, tx)).map(
      ({ account, signature, chainId, registry }) => ({ account, signature, chainId, registry }),
    );
    const { authority } = draft;
    await store.publish(tx, draft, type.id, { authority, file, approvals }, at);
    const published = { ...draft, state: "published", revision: draft.revision + 1 } as const;
    await store.save(tx, published);
    await noteStep(this.#options, tx, acting, published, "published");
  }

  /** Approvals of officers who may not approve any more, or that name another registry, count for nothing. */
  async #dropStale(tx: Transaction, draft: TypeDraft): Promise<void> {
    const { store, registry, place } = this.#options;
    const { snapshot } = await registry.current();
    const stale = (await store.approvals(draft.id, tx)).filter(
      (each) =>
        each.chainId !== place.chainId ||
        each.registry !== place.registry ||
        !mayApprove(snapshot, draft.authority, each.account),
    );
    if (stale.length === 0) return;
    const accounts = stale.map(({ account }) => account);
    await store.dropApprovals(tx, draft.id, accounts);
  }

  /** The draft, with the nearest authority in whose name the account may approve it. */
  async #findFor(account: Hex, id: string) {
    const { store, registry } = this.#options;
    const draft = await store.find(id);
    if (draft === null) throw unknownDraft();
    const { snapshot } = await registry.current();
    const line = await registry.lineage(draft.authority);
    const own = line.find((each) => rolesOf(each, account).includes("administer"));
    if (!own || !mayApprove(snapshot, draft.authority, account)) throw unknownDraft();
    return { draft, authority: own.id };
  }

  #toApprove({ authority, design, file }: TypeDraft, signer: Hex): ToApprove {
    const { types, place } = this.#options;
    const text = file ?? "";
    const read = types.toType(fileName(design), text);
    return {
      ...place,
      signer,
      authority,
      documentType: read.type.id,
      name: nameWithVersion(read.file),
      content: contentOf(text),
    };
  }
}

const approved = (): Conflict =>
  new Conflict(
    "type_draft.approved",
    "This account has approved it. The other approval is another officer's.",
  );
