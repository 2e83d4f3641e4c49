import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import { NotFound } from "../platform/errors.ts";
import type { AuditChain } from "./AuditChain.ts";

export type AuditRouteParts = { readonly auditChain: Pick<AuditChain, "head" | "at"> };

export const auditRoutes = ({ auditChain }: AuditRouteParts): Route[] => [
  route("getAuditPlace", {
    handle: async ({ query: { position } }) => {
      const place = await (position === undefined
        ? auditChain.head()
        : auditChain.at(BigInt(position)));
      if (place === null) throw new NotFound("audit.unknown_place", "The audit has no such line.");
      return json({ position: Number(place.position), hash: place.hash.toString("hex") });
    },
  }),
];
