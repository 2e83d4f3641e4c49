import type { Hex } from "@sello/sdk";
import { z } from "zod";
import { InvalidInput, ServiceError } from "../../../platform/errors.ts";
import { joinSignatures } from "../../../registry/accounts/joinSignatures.ts";
import type { ManyAccount } from "../../../registry/accounts/ManyAccount.ts";
import { type ToSign, toSignersData } from "../../../registry/accounts/toSignersData.ts";
import type { RequestTerms } from "../../../registry/changes/registryTypedData.ts";
import type { TypeApprovals } from "../../../registry/types/drafts/TypeApprovals.ts";
import {
  approvalTypedData,
  type ToApprove,
} from "../../../registry/types/published/approvalTypedData.ts";
import type { ActKind, ActOperation, CarriedOut, SignedAct } from "./ActKind.ts";

const hex32 = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => text.toLowerCase() as Hex);

/** A draft, and the SHA-256 of the text that is to be approved. */
const asked = z.tuple([
  z.strictObject({
    operation: z.literal("ApproveDocumentType"),
    values: z.strictObject({ draft: z.uuid(), content: hex32 }),
  }),
]);

type Values = Omit<ToApprove, "chainId" | "registry" | "signer"> & { readonly draft: string };

/** Approvals of document types (docs/decisions/0194), by an account of many: nothing of them is on the chain. */
export class ApprovalActs implements ActKind {
  readonly #approvals: Pick<TypeApprovals, "prepareFor" | "approveFor" | "place">;

  constructor(approvals: Pick<TypeApprovals, "prepareFor" | "approveFor" | "place">) {
    this.#approvals = approvals;
  }

  /** `InvalidInput` `registry_change.malformed`; errors of `TypeApprovals.prepareFor`. */
  async check(
    { account }: ManyAccount,
    operations: readonly unknown[],
  ): Promise<readonly ActOperation[]> {
    const parsed = asked.safeParse(operations);
    if (!parsed.success)
      throw new InvalidInput(
        "registry_change.malformed",
        "An approval names one draft and its content, and is an act of its own.",
      );
    const { draft, content } = parsed.data[0].values;
    const { authority, documentType, name } = await this.#approvals.prepareFor(
      account,
      draft,
      content,
    );
    const values: Values = { draft, authority, documentType, name, content };
    return [{ operation: "ApproveDocumentType", values }];
  }

  /** An approval has no nonce: it is for one text, and does no harm twice. */
  async newNonce(): Promise<bigint> {
    return 0n;
  }

  draft(operations: readonly ActOperation[], { signer }: RequestTerms): readonly ToSign[] {
    const { draft: _, ...values } = valuesOf(operations);
    return [approvalTypedData({ ...this.#approvals.place, ...values, signer })];
  }

  toSigners(account: ManyAccount, request: ToSign) {
    return toSignersData(account, request);
  }

  /** What is refused now, as things are, may be taken after another approval or another draft. */
  async carryOut(act: SignedAct): Promise<CarriedOut> {
    const [request] = act.requests;
    if (request === undefined) throw new TypeError("an approval has one request");
    const { draft, content } = valuesOf(act.operations);
    // All of them: so that it tells who stands behind it.
    const signature = joinSignatures(act.account, request, act.signatures[0] ?? []);
    const { account } = act.account;
    try {
      await this.#approvals.approveFor(account, act.person, draft, { content, signature });
      return { changeId: null };
    } catch (error) {
      const isOfDraft = error instanceof ServiceError && error.code.startsWith("type_draft.");
      if (!isOfDraft) throw error;
      return { refusal: { error: error.code, args: {} } };
    }
  }
}

/** Of what `check` gave. */
const valuesOf = ([first]: readonly ActOperation[]): Values => (first?.values ?? {}) as Values;
