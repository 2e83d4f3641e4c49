import type { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import { selloFile } from "../anchoring/selloFile.ts";
import { events, json } from "../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../http/routes/Route.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Applications } from "./Applications.ts";
import type { ApplicationViews } from "./ApplicationViews.ts";
import type { DecisionFigures } from "./DecisionFigures.ts";
import type { FollowedApplications } from "./FollowedApplications.ts";
import type { ItemCatalogue } from "./ItemCatalogue.ts";

export type ApplicationRouteParts = {
  readonly applications: Pick<
    Applications,
    "apply" | "list" | "get" | "withdraw" | "answer" | "appeal"
  >;
  readonly applicationViews: Pick<ApplicationViews, "summary" | "mine" | "waiting" | "office">;
  readonly followedApplications: Pick<FollowedApplications, "follow">;
  readonly serviceItems: Pick<ItemCatalogue, "list" | "get" | "version" | "document">;
  readonly decisionFigures: Pick<DecisionFigures, "get">;
  readonly documents: Pick<DocumentReader, "sdJwt">;
  readonly proofs: Pick<DocumentProofs, "proofForDocument">;
};

/** Service items, and residents' applications for them. */
export const applicationRoutes = (parts: ApplicationRouteParts): Route[] => [
  ...itemRoutes(parts),
  ...applyRoutes(parts),
  ...ownRoutes(parts),
];

const itemRoutes = ({
  serviceItems,
  decisionFigures,
  documents,
  proofs,
}: ApplicationRouteParts) => [
  route("listServiceItems", {
    handle: async () => json({ items: await serviceItems.list() }),
  }),
  route("getServiceItem", {
    handle: async ({ params: { item } }) =>
      json((await serviceItems.get(item)) as JsonAnswer<"getServiceItem">),
  }),
  route("getPublishedRules", {
    handle: async ({ params: { item, number } }) => json(await serviceItems.version(item, number)),
  }),
  route("getRulesFile", {
    handle: async ({ params: { item, number } }) => {
      const id = await serviceItems.document(item, number);
      const [document, proof] = await Promise.all([
        documents.sdJwt(id),
        proofs.proofForDocument(id),
      ]);
      return selloFile(`rules-${item}-${number}`, { document, proof });
    },
  }),
  route("getDecisionFigures", { handle: async () => json(await decisionFigures.get()) }),
];

const applyRoutes = ({ applications, applicationViews }: ApplicationRouteParts) => [
  route("apply", {
    handle: async ({ caller, headers, body }) => {
      const { id, isReplay } = await applications.apply(caller, headers["idempotency-key"], body);
      const view = await applicationViews.mine(await applications.get(caller, id));
      return json(view as JsonAnswer<"apply">, {
        status: isReplay ? 200 : 201,
        headers: isReplay
          ? { "idempotent-replayed": "true" }
          : { location: `/v1/my/applications/${id}` },
      });
    },
  }),
  route("appealMyApplication", {
    handle: async ({ caller, headers, params, body: { reason } }) => {
      const key = headers["idempotency-key"];
      const { id, isReplay } = await applications.appeal(caller, params.id, key, reason);
      const view = await applicationViews.mine(await applications.get(caller, id));
      return json(view as JsonAnswer<"appealMyApplication">, { status: isReplay ? 200 : 201 });
    },
  }),
];

const ownRoutes = (parts: ApplicationRouteParts) => {
  const { applications, applicationViews, followedApplications } = parts;
  return [
    route("listMyApplications", {
      handle: async ({ caller }) => {
        const found = await applications.list(caller);
        return json({
          applications: await Promise.all(found.map((one) => applicationViews.summary(one))),
        });
      },
    }),
    route("getMyApplication", {
      handle: async ({ caller, params: { id } }) => json(await mine(parts, caller, id)),
    }),
    route("followMyApplication", {
      handle: async ({ caller, params: { id }, signal }) =>
        events(await followedApplications.follow(caller, id, signal)),
    }),
    route("withdrawMyApplication", {
      handle: async ({ caller, params: { id } }) => {
        await applications.withdraw(caller, id);
        return json(await mine(parts, caller, id));
      },
    }),
    route("answerMyApplication", {
      handle: async ({ caller, params: { id }, body }) => {
        await applications.answer(caller, id, body);
        return json(await mine(parts, caller, id));
      },
    }),
  ];
};

const mine = async (
  { applications, applicationViews }: ApplicationRouteParts,
  caller: Parameters<Applications["get"]>[0],
  id: string,
): Promise<JsonAnswer<"getMyApplication">> =>
  (await applicationViews.mine(
    await applications.get(caller, id),
  )) as JsonAnswer<"getMyApplication">;
