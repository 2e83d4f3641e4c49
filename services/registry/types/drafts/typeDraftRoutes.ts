import type { Hex } from "@sello/sdk";
import { json } from "../../../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../../../http/routes/Route.ts";
import type { Registry } from "../../Registry.ts";
import { toTypeView } from "../documentTypeRoutes.ts";
import { contentOf } from "../published/approvalTypedData.ts";
import type { DraftStep, TypeDraft } from "./TypeDraft.ts";
import type { DraftView, TypeDrafts } from "./TypeDrafts.ts";

export type TypeDraftRouteParts = {
  readonly typeDrafts: Pick<
    TypeDrafts,
    | "list"
    | "view"
    | "create"
    | "change"
    | "discard"
    | "askForApproval"
    | "sendBack"
    | "prepareApproval"
    | "approve"
  >;
  readonly registry: Registry;
};

export const typeDraftRoutes = ({ typeDrafts, registry }: TypeDraftRouteParts): Route[] => {
  const answer = async (view: DraftView | Promise<DraftView>) =>
    json(await toDraftView(registry, await view));
  return [
    route("listTypeDrafts", {
      handle: async ({ caller, query }) => {
        const drafts = await typeDrafts.list(caller, query.state);
        const summaries = drafts.map(async ({ approvals, lastStep, ...draft }) => ({
          ...(await toSummary(registry, draft, lastStep)),
          approvals,
        }));
        return json({ drafts: await Promise.all(summaries) });
      },
    }),
    route("createTypeDraft", {
      handle: async ({ caller, body: { design } }) => {
        const view = await typeDrafts.create(caller, design);
        return json(await toDraftView(registry, view), {
          status: 201,
          headers: { location: `/v1/document-type-drafts/${view.draft.id}` },
        });
      },
    }),
    route("getTypeDraft", {
      handle: ({ caller, params }) => answer(typeDrafts.view(caller, params.id)),
    }),
    route("changeTypeDraft", {
      handle: ({ caller, params, body }) => answer(typeDrafts.change(caller, params.id, body)),
    }),
    route("discardTypeDraft", {
      handle: ({ caller, params, body }) =>
        answer(typeDrafts.discard(caller, params.id, body.revision)),
    }),
    route("askForTypeApproval", {
      handle: ({ caller, params, body }) =>
        answer(typeDrafts.askForApproval(caller, params.id, body.revision)),
    }),
    route("returnTypeDraft", {
      handle: ({ caller, params, body }) => answer(typeDrafts.sendBack(caller, params.id, body)),
    }),
    route("prepareTypeApproval", {
      handle: async ({ caller, params }) =>
        json(await typeDrafts.prepareApproval(caller, params.id)),
    }),
    route("approveTypeDraft", {
      handle: ({ caller, params, body: { content, signature } }) =>
        answer(typeDrafts.approve(caller, params.id, { content, signature: signature as Hex })),
    }),
  ];
};

async function toSummary(registry: Registry, draft: TypeDraft, lastStep: DraftStep["step"] | null) {
  const { id, state, revision, changedAt, changedBy, design } = draft;
  const { name, version, title } = design;
  const authority = (await registry.byId(draft.authority)).slug;
  const isReturned = state === "draft" && lastStep === "returned";
  return { id, authority, name, version, title, state, isReturned, revision, changedAt, changedBy };
}

async function toDraftView(
  registry: Registry,
  { draft, faults, read, before, approvals, steps }: DraftView,
): Promise<JsonAnswer<"getTypeDraft">> {
  return {
    ...(await toSummary(registry, draft, steps[0]?.step ?? null)),
    design: draft.design,
    faults,
    before,
    documentType: read && toTypeView(read.type),
    content: draft.file === null ? null : contentOf(draft.file),
    approvals: await Promise.all(
      approvals.map(async ({ account, authority, at }) => ({
        account,
        authority: (await registry.byId(authority)).slug,
        at,
      })),
    ),
    steps,
  };
}
