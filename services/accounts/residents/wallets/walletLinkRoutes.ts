import type { Hex } from "@sello/sdk";
import { requireOwnOrigin } from "../../../http/routes/checkCsrf.ts";
import { empty, json } from "../../../http/routes/Reply.ts";
import { type Route, route } from "../../../http/routes/Route.ts";
import { nameBrowser } from "../../sessions/nameBrowser.ts";
import { residentCookie, toSessionView, type ViewParts } from "../residentView.ts";
import type { ResidentWallet } from "./PgResidentWallets.ts";
import type { ResidentWallets } from "./ResidentWallets.ts";

export type WalletLinkRouteParts = {
  readonly residentWallets: Pick<
    ResidentWallets,
    "beginLink" | "link" | "list" | "unlink" | "beginSignIn" | "signIn"
  >;
  readonly residentView: ViewParts;
};

/** Wallets of residents: linking, and signing in. */
export const walletLinkRoutes = (parts: WalletLinkRouteParts): Route[] => [
  ...signInRoutes(parts),
  ...linkRoutes(parts),
];

const signInRoutes = ({ residentWallets, residentView }: WalletLinkRouteParts) => [
  route("beginResidentWalletSignIn", {
    handle: async ({ body, client }) => {
      requireOwnOrigin(client.origin, residentView.publicUrl);
      const begun = await residentWallets.beginSignIn(body.address, client.address);
      return json(begun, { status: 201 });
    },
  }),
  route("giveResidentWallet", {
    handle: async ({ params, body, client }) => {
      requireOwnOrigin(client.origin, residentView.publicUrl);
      const from = { address: client.address, browser: nameBrowser(client.userAgent) };
      const { session, token } = await residentWallets.signIn(
        params.id,
        body.signature as Hex,
        from,
      );
      return json(await toSessionView(residentView, session), {
        status: 201,
        headers: residentCookie(residentView.publicUrl, token),
      });
    },
  }),
];

const linkRoutes = ({ residentWallets }: WalletLinkRouteParts) => [
  route("beginWalletLink", {
    handle: async ({ caller, body }) =>
      json(await residentWallets.beginLink(caller, body.address), { status: 201 }),
  }),
  route("linkWallet", {
    handle: async ({ caller, params: { id }, body }) => {
      const linked = await residentWallets.link(caller, id, body.signature as Hex);
      return json(toView(linked), { status: 201 });
    },
  }),
  route("listWallets", {
    handle: async ({ caller }) =>
      json({ wallets: (await residentWallets.list(caller)).map(toView) }),
  }),
  route("unlinkWallet", {
    handle: async ({ caller, params: { id } }) => {
      await residentWallets.unlink(caller, id);
      return empty();
    },
  }),
];

const toView = ({ id, address, linkedAt, lastUsedAt }: ResidentWallet) => ({
  ...{ id, address, linkedAt, lastUsedAt },
});
