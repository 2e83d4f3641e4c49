import type { ResidentSession } from "../../../http/Caller.ts";
import { empty, json } from "../../../http/routes/Reply.ts";
import { type Route, route } from "../../../http/routes/Route.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import { type ResidentPasskey, stateOf } from "./ResidentPasskey.ts";
import type { ResidentPasskeys } from "./ResidentPasskeys.ts";

export type ResidentPasskeyRouteParts = {
  readonly residentPasskeys: Pick<
    ResidentPasskeys,
    "begin" | "add" | "giveCode" | "list" | "remove"
  >;
  readonly clock: Clock;
};

const fromBase64url = (text: string): Buffer => Buffer.from(text, "base64url");

export const residentPasskeyRoutes = (parts: ResidentPasskeyRouteParts): Route[] => [
  route("beginPasskey", {
    handle: async ({ caller }) => json(await parts.residentPasskeys.begin(caller), { status: 201 }),
  }),
  route("addPasskey", {
    handle: async ({ caller, body: { registration, name, response }, client }) => {
      const { clientDataJSON, authenticatorData } = response.response;
      const given = {
        ...{ registration, name },
        clientData: fromBase64url(clientDataJSON),
        authenticatorData: fromBase64url(authenticatorData),
      };
      const added = await parts.residentPasskeys.add(caller, given, client.address);
      return json(toView(parts, caller, added), { status: 201 });
    },
  }),
  route("givePasskeyCode", {
    handle: async ({ caller, params: { id }, body: { code }, client }) => {
      const { residentPasskeys } = parts;
      const settled = await residentPasskeys.giveCode(caller, id, code, client.address);
      return json(toView(parts, caller, settled));
    },
  }),
  route("listPasskeys", {
    handle: async ({ caller }) => {
      const found = await parts.residentPasskeys.list(caller);
      return json({ passkeys: found.map((each) => toView(parts, caller, each)) });
    },
  }),
  route("removePasskey", {
    handle: async ({ caller, params: { id } }) => {
      await parts.residentPasskeys.remove(caller, id);
      return empty();
    },
  }),
];

const toView = (
  { clock }: ResidentPasskeyRouteParts,
  session: ResidentSession,
  passkey: ResidentPasskey,
) => {
  const { id, name, synced, createdAt, lastUsedAt, goodFrom } = passkey;
  return {
    ...{ id, name, synced, createdAt, lastUsedAt, goodFrom },
    credential: passkey.credential.toString("base64url"),
    state: stateOf(passkey, toSeconds(clock.nowMs())),
    current: id === session.passkey,
  };
};
