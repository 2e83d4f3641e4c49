import { randomUUID } from "node:crypto";
import {
  apiLimits,
  type DesignFault,
  type DraftState,
  designFaults,
  findDesignFaults,
  type TypeDesign,
} from "@sello/api";
import type { Hex } from "@sello/sdk";
import type { Caller } from "../../../http/Caller.ts";
import { toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict, Forbidden, InvalidInput, LimitExceeded } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { isSubordinate } from "../../isSubordinate.ts";
import { DocumentTypeFileError } from "../errors.ts";
import type { TypeOfFile } from "../readTypeFiles.ts";
import {
  changedMeanwhile,
  fileName,
  noteStep,
  requireName,
  requireState,
  requireVisible,
  tooMany,
  toText,
} from "./draftRules.ts";
import { TypeApprovals } from "./TypeApprovals.ts";
import type { DraftApproval, DraftInList, DraftStep, TypeDraft } from "./TypeDraft.ts";
import type { Acting, TypeDraftsOptions } from "./TypeDraftsOptions.ts";

/** A draft with all that is known of it. */
export type DraftView = {
  readonly draft: TypeDraft;
  readonly faults: readonly DesignFault[];
  /** What it is as a type; null as long as it has faults. */
  readonly read: TypeOfFile | null;
  readonly before: TypeDesign | null;
  readonly approvals: readonly DraftApproval[];
  readonly steps: readonly DraftStep[];
};

/**
 * Document types that officers design (docs/decisions/0194). Officers of the authority that a type is to belong to draft it;
 * two officers who administer that authority or one above it approve it with their wallets, and it is published. What is
 * published never changes: a change is another version.
 */
export class TypeDrafts {
  readonly #options: TypeDraftsOptions;
  /** By accounts of many as well. */
  readonly approvals: TypeApprovals;

  constructor(options: TypeDraftsOptions) {
    this.#options = options;
    this.approvals = new TypeApprovals(options);
  }

  /** Of the caller's authority and those below it, changed last first. */
  async list(caller: Caller, state: DraftState | undefined): Promise<readonly DraftInList[]> {
    const { registry, store } = this.#options;
    const all = await registry.all();
    const within = await Promise.all(
      all.map(({ id }) => isSubordinate(registry, id, caller.authority)),
    );
    return store.list(
      all.filter((_, index) => within[index]).map(({ id }) => id),
      state,
    );
  }

  /** Of an authority that is not the caller's, nor below it: `NotFound` `type_draft.unknown`. */
  async view(caller: Caller, id: string): Promise<DraftView> {
    return this.#toView(
      await requireVisible(this.#options, caller, await this.#options.store.find(id)),
    );
  }

  /** Throws `Conflict` `type_draft.name_taken`, `type_draft.version`, `type_draft.too_many`. */
  async create(caller: Caller, design: TypeDesign): Promise<DraftView> {
    const acting = requireOfficer(caller);
    const { store } = this.#options;
    const draft = this.#toDraft(randomUUID(), acting, design);
    await store.transaction(async (tx) => {
      await store.alone(tx);
      if ((await store.count(tx, acting.authority)) >= limits.typeDrafts)
        throw tooMany(limits.typeDrafts);
      await requireName(this.#options, tx, draft);
      await store.save(tx, draft);
      await noteStep(this.#options, tx, acting, draft, "created");
    });
    return this.#toView(draft);
  }

  /** Throws also `Conflict` `type_draft.changed` when somebody was first, and `type_draft.state`. */
  change(
    caller: Caller,
    id: string,
    { revision, design }: { readonly revision: number; readonly design: TypeDesign },
  ): Promise<DraftView> {
    return this.#act(caller, id, revision, "own", async (tx, acting, draft) => {
      requireState(draft, ["draft"]);
      const changed = { ...this.#toDraft(id, acting, design), revision: draft.revision + 1 };
      await requireName(this.#options, tx, changed);
      return [changed, "changed", null];
    });
  }

  discard(caller: Caller, id: string, revision: number): Promise<DraftView> {
    return this.#act(caller, id, revision, "own", async (_, acting, draft) => {
      requireState(draft, ["draft"]);
      return [this.#changed(draft, acting, { state: "discarded" }), "discarded", null];
    });
  }

  /** Throws also `InvalidInput` `type_draft.incomplete`, with what is to be mended. */
  askForApproval(caller: Caller, id: string, revision: number): Promise<DraftView> {
    return this.#act(caller, id, revision, "own", async (tx, acting, draft) => {
      requireState(draft, ["draft"]);
      await requireName(this.#options, tx, draft);
      const file = this.#requireComplete(draft.design);
      return [this.#changed(draft, acting, { state: "review", file }), "asked", null];
    });
  }

  /** By the authority that owns it, or one above. */
  sendBack(
    caller: Caller,
    id: string,
    { revision, reason }: { readonly revision: number; readonly reason: string },
  ): Promise<DraftView> {
    return this.#act(caller, id, revision, "above", async (tx, acting, draft) => {
      requireState(draft, ["review"]);
      await this.#options.store.dropApprovals(tx, id);
      return [this.#changed(draft, acting, { state: "draft", file: null }), "returned", reason];
    });
  }

  /** What the caller's wallet signs. */
  prepareApproval(caller: Caller, id: string) {
    return this.approvals.prepare(requireOfficer(caller), id);
  }

  /** Errors as `TypeApprovals.approve`. */
  async approve(
    caller: Caller,
    id: string,
    signed: { readonly content: Hex; readonly signature: Hex },
  ): Promise<DraftView> {
    await this.approvals.approve(requireOfficer(caller), id, signed);
    return this.view(caller, id);
  }

  async #act(
    caller: Caller,
    id: string,
    revision: number,
    by: "own" | "above",
    work: (
      tx: Transaction,
      acting: Acting,
      draft: TypeDraft,
    ) => Promise<readonly [TypeDraft, DraftStep["step"], string | null]>,
  ): Promise<DraftView> {
    const acting = requireOfficer(caller);
    const { store } = this.#options;
    const changed = await store.transaction(async (tx) => {
      await store.alone(tx);
      const draft = await requireVisible(this.#options, caller, await store.find(id, tx));
      if (by === "own" && draft.authority !== caller.authority)
        throw new Conflict(
          "type_draft.state",
          "Only officers of the authority that owns it change it. Send it back with a reason.",
        );
      if (draft.revision !== revision) throw changedMeanwhile(draft);
      const [next, step, reason] = await work(tx, acting, draft);
      await store.save(tx, next);
      await noteStep(this.#options, tx, acting, next, step, reason);
      return next;
    });
    return this.#toView(changed);
  }

  async #toView(draft: TypeDraft): Promise<DraftView> {
    const { store } = this.#options;
    const { design } = draft;
    const { faults, read } = this.#read(design);
    const before =
      design.version === 1 ? null : await store.publishedDraft(design.name, design.version - 1);
    return {
      draft,
      faults,
      read,
      before: before?.design ?? null,
      approvals: await store.approvals(draft.id),
      steps: await store.steps(draft.id),
    };
  }

  /** What the reader of files says of it, in the words of those who design. */
  #read(design: TypeDesign): {
    readonly faults: readonly DesignFault[];
    readonly read: TypeOfFile | null;
  } {
    const faults = findDesignFaults(design);
    if (faults.length > 0) return { faults, read: null };
    try {
      return { faults, read: this.#options.types.toType(fileName(design), toText(design)) };
    } catch (error) {
      if (!(error instanceof DocumentTypeFileError)) throw error;
      return { faults: [{ pointer: "", code: "design.other" }], read: null };
    }
  }

  #requireComplete(design: TypeDesign): string {
    const { faults } = this.#read(design);
    if (faults.length > 0)
      throw new InvalidInput(
        "type_draft.incomplete",
        "The design is not complete. Mend what is named, then ask again.",
        faults.map(({ pointer, code }) => ({
          pointer: `/design${pointer}`,
          code,
          message: designFaults[code].en,
          rule: designFaults[code],
        })),
      );
    return toText(design);
  }

  #toDraft(id: string, { account, authority }: Acting, design: TypeDesign): TypeDraft {
    const bytes = Buffer.byteLength(toText(design));
    if (bytes > apiLimits.typeFileBytes)
      throw new LimitExceeded("type_draft.too_large", "The design is too large.", {
        limit: apiLimits.typeFileBytes,
        unit: "bytes",
      });
    const changedAt = toSeconds(this.#options.clock.nowMs());
    return {
      id,
      authority,
      design,
      state: "draft",
      revision: 1,
      changedBy: account,
      changedAt,
      file: null,
    };
  }

  #changed(
    draft: TypeDraft,
    { account }: Acting,
    change: Partial<Pick<TypeDraft, "state" | "file">>,
  ): TypeDraft {
    const changedAt = toSeconds(this.#options.clock.nowMs());
    return { ...draft, ...change, revision: draft.revision + 1, changedBy: account, changedAt };
  }
}

function requireOfficer(caller: Caller): Acting {
  if (caller.kind === "officer") return { account: caller.account, authority: caller.authority };
  throw new Forbidden(
    "type_draft.officer",
    "Document types are designed and approved by officers who are signed in, not with an API key.",
  );
}
