import { json } from "../../../http/routes/Reply.ts";
import { type Route, route } from "../../../http/routes/Route.ts";
import { nameBrowser } from "../../sessions/nameBrowser.ts";
import { readIdNumber } from "../readIdNumber.ts";
import { residentCookie, toSessionView, type ViewParts } from "../residentView.ts";
import type { Joining } from "./Joining.ts";

export type JoiningRouteParts = {
  readonly joining: Pick<Joining, "begin" | "finish">;
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
];
