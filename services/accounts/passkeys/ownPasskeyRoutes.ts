import type { Hex } from "@sello/sdk";
import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { OwnPasskey, OwnPasskeys, PasskeyChange } from "./OwnPasskeys.ts";

export type OwnPasskeyRouteParts = {
  readonly ownPasskeys: Pick<OwnPasskeys, "list" | "creation" | "draft" | "submit">;
};

export const ownPasskeyRoutes = ({ ownPasskeys }: OwnPasskeyRouteParts): Route[] => [
  route("listOwnPasskeys", {
    handle: async ({ caller }) => {
      const found = await ownPasskeys.list(caller);
      const creation = found.length > 0 ? await ownPasskeys.creation(caller) : null;
      return json({ passkeys: found.map(toView), creation });
    },
  }),
  route("draftPasskeyChange", {
    handle: async ({ caller, body }) => {
      const { nonce, ...drafted } = await ownPasskeys.draft(caller, toChange(body));
      return json({ ...drafted, nonce: String(nonce) });
    },
  }),
  route("changePasskeys", {
    handle: async ({ caller, body: { nonce, deadline, signature, change } }) => {
      const signed = { nonce, deadline, signature: signature as Hex };
      const found = await ownPasskeys.submit(caller, toChange(change), signed);
      return json({ passkeys: found.map(toView) }, { status: 202 });
    },
  }),
];

const fromBase64url = (text: string): Uint8Array => Buffer.from(text, "base64url");

type ChangeBody =
  | { readonly kind: "remove"; readonly id: string }
  | {
      readonly kind: "add";
      readonly name: string;
      readonly clientDataJSON: string;
      readonly authenticatorData: string;
    };

function toChange(body: ChangeBody): PasskeyChange {
  if (body.kind === "remove") return { remove: fromBase64url(body.id) };
  const { name, clientDataJSON, authenticatorData } = body;
  return {
    add: {
      name,
      clientData: fromBase64url(clientDataJSON),
      authenticatorData: fromBase64url(authenticatorData),
    },
  };
}

const toView = ({ credential, name, addedAt, state }: OwnPasskey) => ({
  id: Buffer.from(credential).toString("base64url"),
  ...{ name, addedAt, state },
});
