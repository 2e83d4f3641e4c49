import { findDesignFaults, toTypeFile } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import { NotFound } from "../../../services/platform/errors.ts";
import type { TypeDraft } from "../../../services/registry/types/drafts/TypeDraft.ts";
import type { DraftView } from "../../../services/registry/types/drafts/TypeDrafts.ts";
import type { TypeDraftRouteParts } from "../../../services/registry/types/drafts/typeDraftRoutes.ts";
import type { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import {
  approvalTypedData,
  contentOf,
} from "../../../services/registry/types/published/approvalTypedData.ts";
import { sampleDesign } from "../../support/sampleDesign.ts";

const account = `0x${"ab".repeat(20)}` as const;
const id = "0a1b2c3d-0000-4000-8000-000000000001";

/** One draft that waits for its second approval; acts answer with it and change nothing. */
export function fakeTypeDrafts(
  types: FileDocumentTypes,
  authority: AuthorityId,
): TypeDraftRouteParts["typeDrafts"] {
  const design = sampleDesign();
  const file = JSON.stringify(toTypeFile(design));
  const read = types.toType("dog-licence-1.json", file);
  const draft: TypeDraft = {
    ...{ id, authority, design, state: "review", revision: 2 },
    ...{ changedBy: account, changedAt: 1_800_000_000, file },
  };
  const step = { at: 1_800_000_000, account, step: "asked", revision: 2, reason: null } as const;
  const place = { chainId: 31_337, registry: `0x${"cd".repeat(20)}` } as const;
  const approval = { account, authority, ...place, signature: "0x00", at: 1_800_000_000 } as const;
  const view = async (): Promise<DraftView> => ({
    draft,
    faults: findDesignFaults(design),
    read,
    before: null,
    approvals: [approval],
    steps: [step],
  });
  return {
    list: async () => [{ ...draft, approvals: 1, lastStep: "asked" }],
    view: async (_, wanted) => {
      if (wanted !== id) throw new NotFound("type_draft.unknown", "There is no such draft.");
      return view();
    },
    create: view,
    change: view,
    discard: view,
    askForApproval: view,
    sendBack: view,
    prepareApproval: async () =>
      approvalTypedData({
        ...place,
        signer: account,
        authority,
        documentType: read.type.id,
        name: "dog-licence/1",
        content: contentOf(file),
      }),
    approve: view,
  };
}
