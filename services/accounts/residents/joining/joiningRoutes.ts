import { json } from "../../../http/routes/Reply.ts";
import { type Route, route } from "../../../http/routes/Route.ts";
import { nameBrowser } from "../../sessions/nameBrowser.ts";
import { readIdNumber } from "../readIdNumber.ts";
import type { RegisteredPhones } from "../registered/RegisteredPhones.ts";
import { residentCookie, toSessionView, type ViewParts } from "../residentView.ts";
import type { Desk } from "./Desk.ts";
import type { Joining } from "./Joining.ts";

export type JoiningRouteParts = {
  readonly joining: Pick<Joining, "begin" | "finish">;
  readonly desk: Pick<Desk, "createCode" | "join">;
  readonly registeredPhones: Pick<RegisteredPhones, "register">;
  readonly residentView: ViewParts;
};

export const joiningRoutes = (parts: JoiningRouteParts): Route[] => [
  route("beginIdentity", {
    handle: async ({ caller, body: { idNumber }, client }) =>
      json(await parts.joining.begin(caller, readIdNumber(idNumber), client.address), {
        status: 202,
      }),
  }),
  route("giveIdentityCode", {
    handle: async ({ caller, params: { id }, body: { code }, client }) => {
      const from = { address: client.address, browser: nameBrowser(client.userAgent) };
      const { session, token, moved } = await parts.joining.finish(caller, id, code, from);
      return json(
        { session: await toSessionView(parts.residentView, session), moved },
        { headers: residentCookie(parts.residentView.publicUrl, token) },
      );
    },
  }),
  route("createDeskCode", {
    handle: async ({ caller }) => json(await parts.desk.createCode(caller), { status: 201 }),
  }),
  route("joinAtDesk", {
    handle: async ({ caller, body: { code, idNumber } }) =>
      json(await parts.desk.join(caller, code, readIdNumber(idNumber))),
  }),
  route("registerPhones", {
    handle: async ({ caller, body: { phones } }) =>
      json(await parts.registeredPhones.register(caller, phones)),
  }),
];
