import type { Caller } from "../../http/Caller.ts";
import { empty, json } from "../../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../../http/routes/Route.ts";
import { required } from "../../issuing/required.ts";
import type { ApplicationViews } from "../ApplicationViews.ts";
import type { ApplicationFigures } from "./ApplicationFigures.ts";
import type { OfficerQueue } from "./OfficerQueue.ts";

export type QueueRouteParts = {
  readonly officerQueue: Pick<OfficerQueue, "list" | "summary" | "get" | "decide" | "ask" | "pass">;
  readonly applicationFigures: Pick<ApplicationFigures, "view">;
  readonly applicationViews: Pick<ApplicationViews, "waiting" | "office">;
};

/** Applications that officers decide. */
export const queueRoutes = (parts: QueueRouteParts): Route[] => {
  const { officerQueue, applicationViews, applicationFigures } = parts;
  return [
    route("listApplications", {
      handle: async ({ caller }) =>
        json({ applications: await applicationViews.waiting(await officerQueue.list(caller)) }),
    }),
    route("getApplicationSummary", {
      handle: async ({ caller, params: { id } }) => {
        const found = await officerQueue.summary(caller, id);
        const [waiting] = await applicationViews.waiting([found]);
        return json(required(waiting));
      },
    }),
    route("getApplicationFigures", {
      handle: async ({ caller }) => json(await applicationFigures.view(caller)),
    }),
    route("getApplication", {
      audit: ({ params: { id } }) => ({ action: "application.read", subject: `application:${id}` }),
      handle: async ({ caller, params: { id } }) => json(await seen(parts, caller, id)),
    }),
    route("decideApplication", {
      handle: async ({ caller, params: { id }, body }) => {
        await officerQueue.decide(caller, id, body);
        return json(await seen(parts, caller, id));
      },
    }),
    route("askApplicant", {
      handle: async ({ caller, params: { id }, body: { words } }) => {
        await officerQueue.ask(caller, id, words);
        return json(await seen(parts, caller, id));
      },
    }),
    route("passApplication", {
      handle: async ({ caller, params: { id }, body: { to, words } }) => {
        await officerQueue.pass(caller, id, to, words);
        return empty();
      },
    }),
  ];
};

const seen = async (
  { officerQueue, applicationViews }: QueueRouteParts,
  caller: Caller,
  id: string,
): Promise<JsonAnswer<"getApplication">> =>
  (await applicationViews.office(
    caller,
    await officerQueue.get(caller, id),
  )) as JsonAnswer<"getApplication">;
