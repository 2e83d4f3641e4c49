import { randomUUID } from "node:crypto";
import type { Services } from "../../../services/compose/Services.ts";
import { OpeningLimits } from "../../../services/wallet/shares/OpeningLimits.ts";
import type { Share } from "../../../services/wallet/shares/Share.ts";

const digest = "A".repeat(43);

const fakeShare: Share = {
  ...{
    id: randomUUID(),
    owner: randomUUID(),
    digest,
    sealedSha256: digest,
    recordId: "A".repeat(22),
  },
  ...{
    what: { type: "https://sello.test/types/id/1", claims: ["age_over_18"] },
    audience: null,
    purpose: null,
  },
  ...{ once: false, madeAt: 1, endsAt: 2, endedAt: null, state: "open", openings: 1 },
  opened: [{ at: 1, browser: "Firefox, Linux" }],
};

export const fakeShares = (): Pick<
  Services,
  "shares" | "openings" | "proofRequests" | "receipts" | "asking"
> => ({
  proofRequests: {
    make: async () => ({ endsAt: 1 }),
    get: async () => "{}",
    answer: async () => {},
    answerOf: async () => ({ answer: null, endsAt: 1 }),
  },
  receipts: { note: async () => ({ notedAt: 1 }), proofOf: async () => null },
  asking: new OpeningLimits(),
  shares: {
    make: async () => fakeShare,
    list: async () => [fakeShare],
    end: async () => fakeShare,
    look: async () => ({ once: false }),
    open: async () => ({ sealed: Buffer.alloc(1), endsAt: 2, once: false, audience: null }),
  },
  openings: new OpeningLimits(),
});
