import { randomBytes } from "node:crypto";
import { toShareDigest } from "@sello/sdk/share";
import type { ResidentSession } from "../../../../services/http/Caller.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { PgShares } from "../../../../services/wallet/shares/PgShares.ts";
import { ResidentShares } from "../../../../services/wallet/shares/ResidentShares.ts";

/** Links of residents, by which nothing is shown. */
export function ownLinks(database: Database, clock: { nowMs(): number }) {
  const receipts = { add: async () => undefined };
  const shares = new ResidentShares({ store: new PgShares(database), receipts, clock });
  const what = { type: "https://sello.test/types/x/1", claims: ["age_over_18"] };
  return {
    shares,
    /** For one day. @returns its id, as the link has it */
    async make(by: Pick<ResidentSession, "account" | "passkey">): Promise<string> {
      const id = randomBytes(16).toString("base64url");
      const terms = { endsAt: clock.nowMs() / 1_000 + 86_400, once: false, audience: null };
      await shares.make(by, {
        ...{ ...terms, what, digest: toShareDigest(id), sealed: Buffer.from("sealed") },
      });
      return id;
    },
  };
}
