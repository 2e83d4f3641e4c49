import { empty, json } from "../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../http/routes/Route.ts";
import type { MyCopies } from "./copies/MyCopies.ts";
import type { MyDocuments } from "./documents/MyDocuments.ts";
import type { MyExport } from "./MyExport.ts";
import type { MyNotices } from "./notices/MyNotices.ts";

export type WalletRouteParts = {
  readonly myDocuments: Pick<MyDocuments, "list" | "get">;
  readonly myCopies: Pick<MyCopies, "nonce" | "make" | "get">;
  readonly myNotices: Pick<MyNotices, "list" | "see" | "looks">;
  readonly myExport: Pick<MyExport, "make">;
};

/** A resident's documents, copies and notices. */
export const walletRoutes = (parts: WalletRouteParts): Route[] => [
  ...documentRoutes(parts),
  ...copyRoutes(parts),
  ...noticeRoutes(parts),
];

const documentRoutes = ({ myDocuments, myExport }: WalletRouteParts) => [
  route("listMyDocuments", {
    handle: async ({ caller }) => json({ documents: await myDocuments.list(caller) }),
  }),
  route("getMyDocument", {
    handle: async ({ caller, params: { id } }) => json(await myDocuments.get(caller, id)),
  }),
  route("exportMyAccount", {
    audit: ({ caller }) => ({ action: "account.export", subject: `account:${caller.account}` }),
    handle: async ({ caller }) =>
      json((await myExport.make(caller)) as JsonAnswer<"exportMyAccount">, {
        headers: { "content-disposition": 'attachment; filename="sello-account.json"' },
      }),
  }),
];

const copyRoutes = ({ myCopies }: WalletRouteParts) => [
  route("createCopyNonce", {
    handle: async ({ caller }) => json(await myCopies.nonce(caller), { status: 201 }),
  }),
  route("makeMyCopies", {
    audit: ({ params, body }) => ({
      action: "document.copy",
      subject: `document:${params.id}`,
      data: { copies: body.proofs.length },
    }),
    handle: async ({ caller, params: { id }, body: { proofs } }) =>
      json({ copies: await myCopies.make(caller, id, proofs) }, { status: 201 }),
  }),
  route("getMyCopy", {
    handle: async ({ caller, params: { id, number } }) =>
      json(await myCopies.get(caller, id, number)),
  }),
];

const noticeRoutes = ({ myNotices }: WalletRouteParts) => [
  route("listMyLooks", {
    handle: async ({ caller }) => json({ looks: await myNotices.looks(caller) }),
  }),
  route("listMyNotices", {
    handle: async ({ caller }) => json(await myNotices.list(caller)),
  }),
  route("seeMyNotice", {
    handle: async ({ caller, params: { id } }) => {
      await myNotices.see(caller, id);
      return empty();
    },
  }),
];
