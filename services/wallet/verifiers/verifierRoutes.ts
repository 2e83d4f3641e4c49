import { subordinateAuthorities } from "../../accounts/actsFor.ts";
import { type Caller, toActor } from "../../http/Caller.ts";
import { empty, json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { NotFound } from "../../platform/errors.ts";
import { isSubordinate } from "../../registry/isSubordinate.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { Types } from "./findRegistrationFault.ts";
import type { Verifier } from "./Verifier.ts";
import type { Registrar, Verifiers } from "./Verifiers.ts";

export type VerifierRouteParts = {
  readonly verifiers: Pick<Verifiers, "register" | "list" | "get" | "end" | "stateOf">;
  readonly registry: Registry;
  readonly documentTypes: Types;
};

const toRegistrar = (caller: Caller): Registrar => ({
  authority: caller.authority,
  actor: toActor(caller),
});

export const verifierRoutes = (parts: VerifierRouteParts): Route[] => {
  const { verifiers, registry } = parts;
  return [
    route("registerVerifier", {
      handle: async ({ caller, body }) => {
        const { verifier, secret } = await verifiers.register(toRegistrar(caller), body);
        return json({ verifier: await toManaged(parts, verifier), secret }, { status: 201 });
      },
    }),
    route("listVerifiers", {
      handle: async ({ caller }) => {
        const found = await verifiers.list(await subordinateAuthorities(registry, caller));
        return json({ verifiers: await Promise.all(found.map((each) => toManaged(parts, each))) });
      },
    }),
    route("getVerifier", {
      handle: async ({ params: { id } }) => json(await toView(parts, await verifiers.get(id))),
    }),
    route("endVerifier", {
      handle: async ({ caller, params: { id } }) => {
        const { authority } = await verifiers.get(id);
        // One of another authority looks like one that is not there.
        if (!(await isSubordinate(registry, authority, caller.authority)))
          throw new NotFound("verifier.unknown", "There is no such verifier.");
        await verifiers.end(toRegistrar(caller), id);
        return empty();
      },
    }),
  ];
};

/** What everybody may see. */
async function toView(
  { verifiers, registry, documentTypes }: VerifierRouteParts,
  verifier: Verifier,
) {
  const { id, name, homepage, mayAsk, key, authority, registeredAt, endsAt } = verifier;
  const types = documentTypes.all();
  return {
    ...{ id, name, homepage, key, registeredAt, endsAt },
    mayAsk: mayAsk.map(({ type, claims }) => ({
      type,
      vcts: types.filter((each) => each.name === type).map(({ vct }) => vct),
      claims: [...claims],
    })),
    authority: (await registry.byId(authority)).slug,
    state: verifiers.stateOf(verifier),
  };
}

async function toManaged(parts: VerifierRouteParts, verifier: Verifier) {
  const { registeredBy, hook } = verifier;
  return { ...(await toView(parts, verifier)), registeredBy, hook };
}
