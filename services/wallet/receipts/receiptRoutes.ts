import { json } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import type { OpeningLimits } from "../shares/OpeningLimits.ts";
import type { Receipts } from "./Receipts.ts";

export type ReceiptRouteParts = {
  readonly receipts: Pick<Receipts, "note" | "proofOf">;
  readonly asking: Pick<OpeningLimits, "count">;
};

export const receiptRoutes = ({ receipts, asking }: ReceiptRouteParts): Route[] => [
  route("noteReceipt", {
    handle: async ({ body: { digest }, client }) => {
      asking.count(client.address);
      return json(await receipts.note(digest), { status: 202 });
    },
  }),
  route("getReceiptProof", {
    handle: async ({ params: { digest }, client }) => {
      asking.count(client.address);
      const proof = await receipts.proofOf(digest);
      return json({ proof: proof && { ...proof, path: [...proof.path] } });
    },
  }),
];
