import { readIdNumber } from "../../accounts/residents/readIdNumber.ts";
import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { LifeEvents } from "./LifeEvents.ts";

export type LifeEventRouteParts = {
  readonly lifeEvents: Pick<LifeEvents, "record" | "list">;
};

/** What changes in a person's life, as the register notes it. */
export const lifeEventRoutes = ({ lifeEvents }: LifeEventRouteParts): Route[] => [
  route("recordLifeEvent", {
    handle: async ({ caller, body, headers }) => {
      const asked = { ...body, idNumber: readIdNumber(body.idNumber) };
      return json(await lifeEvents.record(caller, headers["idempotency-key"], asked), {
        status: 202,
      });
    },
  }),
  route("listLifeEvents", {
    handle: async ({ caller }) => json({ events: await lifeEvents.list(caller) }),
  }),
];
