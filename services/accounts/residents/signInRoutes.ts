import { requireOwnOrigin } from "../../http/routes/checkCsrf.ts";
import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { nameBrowser } from "../sessions/nameBrowser.ts";
import type { ResidentPasskeySignIns } from "./passkeys/ResidentPasskeySignIns.ts";
import type { ResidentSignIns } from "./ResidentSignIns.ts";
import { readIdNumber } from "./readIdNumber.ts";
import { readPhone } from "./readPhone.ts";
import { residentCookie, toSessionView, type ViewParts } from "./residentView.ts";
import type { StartedSession } from "./sessions/ResidentSessions.ts";

export type ResidentSignInRouteParts = {
  readonly residentSignIns: Pick<ResidentSignIns, "begin" | "resend" | "finish">;
  readonly residentPasskeySignIns: Pick<ResidentPasskeySignIns, "begin" | "finish">;
  readonly residentView: ViewParts;
};

const fromBase64url = (text: string): Buffer => Buffer.from(text, "base64url");

/** Without a session. Each needs our own page: a stranger's could sign its visitors in as somebody else. */
export const residentSignInRoutes = (parts: ResidentSignInRouteParts): Route[] => [
  ...codeRoutes(parts),
  ...passkeyRoutes(parts),
];

const codeRoutes = (parts: ResidentSignInRouteParts) => [
  route("beginResidentSignIn", {
    handle: async ({ body, client, acceptLanguage }) => {
      requireOwnOrigin(client.origin, parts.residentView.publicUrl);
      const target =
        body.way === "phone"
          ? { phone: readPhone(body.phone) }
          : { idNumber: readIdNumber(body.idNumber) };
      const language = body.language ?? acceptLanguage();
      const asked = await parts.residentSignIns.begin(target, language, client.address);
      return json(asked, { status: 202 });
    },
  }),
  route("resendResidentCode", {
    handle: async ({ params, client }) => {
      requireOwnOrigin(client.origin, parts.residentView.publicUrl);
      return json(await parts.residentSignIns.resend(params.id, client.address), { status: 202 });
    },
  }),
  route("giveResidentCode", {
    handle: async ({ params, body, client }) => {
      requireOwnOrigin(client.origin, parts.residentView.publicUrl);
      const from = { address: client.address, browser: nameBrowser(client.userAgent) };
      return signedIn(parts, await parts.residentSignIns.finish(params.id, body.code, from));
    },
  }),
];

const passkeyRoutes = (parts: ResidentSignInRouteParts) => [
  route("beginResidentPasskeySignIn", {
    handle: async ({ client }) => {
      requireOwnOrigin(client.origin, parts.residentView.publicUrl);
      return json(await parts.residentPasskeySignIns.begin(client.address), { status: 201 });
    },
  }),
  route("giveResidentPasskey", {
    handle: async ({ params, body: { response: credential }, client }) => {
      requireOwnOrigin(client.origin, parts.residentView.publicUrl);
      const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
      const given = {
        id: fromBase64url(credential.id),
        clientData: fromBase64url(clientDataJSON),
        authenticatorData: fromBase64url(authenticatorData),
        signature: fromBase64url(signature),
        userHandle: userHandle ? fromBase64url(userHandle) : null,
      };
      const from = { address: client.address, browser: nameBrowser(client.userAgent) };
      return signedIn(parts, await parts.residentPasskeySignIns.finish(params.id, given, from));
    },
  }),
];

async function signedIn(
  { residentView }: ResidentSignInRouteParts,
  { session, token }: StartedSession,
) {
  return json(await toSessionView(residentView, session), {
    status: 201,
    headers: residentCookie(residentView.publicUrl, token),
  });
}
