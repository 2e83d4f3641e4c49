import type { Hex } from "@sello/sdk";
import { getAddress } from "viem";
import { type Caller, toActor } from "../../http/Caller.ts";
import { empty, json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { NotFound } from "../../platform/errors.ts";
import { isSubordinate } from "../../registry/isSubordinate.ts";
import type { Registry } from "../../registry/Registry.ts";
import { subordinateAuthorities, subordinateAuthority } from "../actsFor.ts";
import type { Auditor } from "./Auditor.ts";
import type { Auditors } from "./Auditors.ts";

export type AuditorRouteParts = {
  readonly auditors: Pick<Auditors, "appoint" | "list" | "get" | "end">;
  readonly registry: Registry;
};

export const auditorRoutes = (parts: AuditorRouteParts): Route[] => {
  const { auditors, registry } = parts;
  return [
    route("appointAuditor", {
      handle: async ({ caller, body: { authority: named, account, name } }) => {
        const slug = named ?? (await registry.byId(caller.authority)).slug;
        const authority = (await subordinateAuthority(registry, caller, slug)).id;
        const request = { authority, account: account as Hex, name };
        const auditor = await auditors.appoint(request, toActor(caller));
        return json(await toView(registry, auditor), { status: 201 });
      },
    }),
    route("listAuditors", {
      handle: async ({ caller }) => {
        const found = await auditors.list(await subordinateAuthorities(registry, caller));
        const views = found.map((each) => toView(registry, each));
        return json({ auditors: await Promise.all(views) });
      },
    }),
    route("endAuditor", {
      handle: async ({ caller, params: { id } }) => {
        await requireSubordinate(parts, caller, id);
        await auditors.end(id, toActor(caller));
        return empty();
      },
    }),
  ];
};

/** Of an authority that is not the caller's, nor below it: `NotFound` `auditor.unknown`. */
async function requireSubordinate(
  { auditors, registry }: AuditorRouteParts,
  caller: Caller,
  id: string,
): Promise<void> {
  const { authority } = await auditors.get(id);
  if (await isSubordinate(registry, authority, caller.authority)) return;
  throw new NotFound("auditor.unknown", "There is no such auditor.");
}

async function toView(registry: Registry, auditor: Auditor) {
  const { id, account, name, appointedBy, appointedAt, endedAt } = auditor;
  const authority = (await registry.byId(auditor.authority)).slug;
  return { id, authority, account: getAddress(account), name, appointedBy, appointedAt, endedAt };
}
