import type { Persons } from "../../accounts/residents/joining/Persons.ts";
import { maskIdNumber, maskName } from "../../accounts/residents/masks.ts";
import { readIdNumber } from "../../accounts/residents/readIdNumber.ts";
import { empty, json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { Mandate } from "./Mandate.ts";
import type { MandateDesk } from "./MandateDesk.ts";
import type { MyMandates } from "./MyMandates.ts";

export type MandateRouteParts = {
  readonly mandates: Pick<MandateDesk, "make" | "find" | "end">;
  readonly myMandates: Pick<MyMandates, "list" | "end">;
  readonly persons: Pick<Persons, "nameOf">;
  readonly registry: Registry;
};

export const mandateRoutes = (parts: MandateRouteParts): Route[] => [
  route("makeMandate", {
    handle: async ({
      caller,
      body: { principal, delegate, types, purpose, lastDay, relation },
    }) => {
      const made = await parts.mandates.make(caller, {
        principal: readIdNumber(principal),
        delegate: readIdNumber(delegate),
        relation,
        types: types ?? null,
        purpose: purpose ?? null,
        lastDay,
      });
      return json(await toView(parts, made), { status: 201 });
    },
  }),
  route("findMandates", {
    handle: async ({ caller, body: { idNumber } }) => {
      const found = await parts.mandates.find(caller, readIdNumber(idNumber));
      return json({ mandates: await Promise.all(found.map((each) => toView(parts, each))) });
    },
  }),
  route("endMandate", {
    handle: async ({ caller, params: { id } }) => {
      await parts.mandates.end(caller, id);
      return empty();
    },
  }),
  route("listMyMandates", {
    handle: async ({ caller }) => json({ mandates: await parts.myMandates.list(caller) }),
  }),
  route("endMyMandate", {
    handle: async ({ caller, params: { id } }) => {
      await parts.myMandates.end(caller, id);
      return empty();
    },
  }),
];

/** An officer has seen the cards of those before them; of others they learn no more than whether it is who is meant. */
async function toView({ persons, registry }: MandateRouteParts, mandate: Mandate) {
  const { principal, delegate, authority, types, ...rest } = mandate;
  const mask = async (idNumber: string) => {
    const name = await persons.nameOf(idNumber);
    return { name: name && maskName(name), idNumber: maskIdNumber(idNumber) };
  };
  return {
    ...rest,
    types: types && [...types],
    principal: await mask(principal),
    delegate: await mask(delegate),
    authority: (await registry.byId(authority)).slug,
  };
}
