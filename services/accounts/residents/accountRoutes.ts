import { empty, json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { PgResidentAccounts } from "./PgResidentAccounts.ts";
import type { ResidentErasure } from "./ResidentErasure.ts";
import { residentCookie, toAccountView, toSessionView, type ViewParts } from "./residentView.ts";
import type { ResidentSessions } from "./sessions/ResidentSessions.ts";

export type ResidentAccountRouteParts = {
  readonly residents: Pick<ResidentSessions, "list" | "end" | "endAll">;
  readonly residentAccounts: Pick<PgResidentAccounts, "setLanguage">;
  readonly residentErasure: Pick<ResidentErasure, "erase">;
  readonly residentView: ViewParts;
};

/** A resident's sessions and account. */
export const residentAccountRoutes = (parts: ResidentAccountRouteParts): Route[] => [
  ...sessionRoutes(parts),
  ...ownRoutes(parts),
];

const gone = ({ residentView }: ResidentAccountRouteParts) => ({
  headers: residentCookie(residentView.publicUrl, null),
});

const sessionRoutes = (parts: ResidentAccountRouteParts) => [
  route("getMySession", {
    handle: async ({ caller }) => json(await toSessionView(parts.residentView, caller)),
  }),
  route("endMySession", {
    handle: async ({ caller }) => {
      await parts.residents.end(caller, caller.id);
      return empty(gone(parts));
    },
  }),
  route("listMySessions", {
    handle: async ({ caller }) => {
      const found = await parts.residents.list(caller);
      return json({
        sessions: found.map(({ id, level, startedAt, lastUsedAt, endsAt, browser }) => ({
          ...{ id, level, startedAt, lastUsedAt, endsAt, browser },
          current: id === caller.id,
        })),
      });
    },
  }),
  route("endMySessions", {
    handle: async ({ caller }) => {
      await parts.residents.endAll(caller);
      return empty(gone(parts));
    },
  }),
  route("endMySessionById", {
    handle: async ({ caller, params: { id } }) => {
      await parts.residents.end(caller, id);
      return empty(id === caller.id ? gone(parts) : {});
    },
  }),
];

const ownRoutes = (parts: ResidentAccountRouteParts) => [
  route("getMyAccount", {
    handle: async ({ caller }) => json(await toAccountView(parts.residentView, caller)),
  }),
  route("setMyLanguage", {
    handle: async ({ caller, body: { language } }) => {
      await parts.residentAccounts.setLanguage(caller.account, language);
      return empty();
    },
  }),
  route("eraseMyAccount", {
    handle: async ({ caller }) => {
      await parts.residentErasure.erase(caller);
      return empty(gone(parts));
    },
  }),
];
