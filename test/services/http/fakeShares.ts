import { randomUUID } from "node:crypto";
import { toAuthorityId } from "@sello/sdk";
import type { Services } from "../../../services/compose/Services.ts";
import { OpeningLimits } from "../../../services/wallet/shares/OpeningLimits.ts";
import type { Share } from "../../../services/wallet/shares/Share.ts";
import type { Verifier } from "../../../services/wallet/verifiers/Verifier.ts";

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
  ...{
    once: false,
    madeAt: 1,
    endsAt: 2,
    endedAt: null,
    endedBy: null,
    state: "open",
    openings: 1,
  },
  opened: [{ at: 1, browser: "Firefox, Linux" }],
};

const fakeVerifier: Verifier = {
  ...{
    id: randomUUID(),
    authority: toAuthorityId("https://sello.test/authorities/nanshan-housing"),
  },
  ...{ name: { es: "Librería Nanshan" }, homepage: "https://libros.test" },
  mayAsk: [{ type: "resident-id", claims: ["age_over_18"] }],
  key: { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) },
  ...{ registeredBy: "system", registeredAt: 1, endsAt: 2, endedAt: null, hook: null },
};

export const fakeShares = (): Pick<
  Services,
  "shares" | "openings" | "proofRequests" | "receipts" | "asking" | "verifiers"
> => ({
  proofRequests: {
    make: async () => ({ endsAt: 1 }),
    get: async () => "{}",
    answer: async () => {},
    answerOf: async () => ({ answer: null, endsAt: 1 }),
  },
  receipts: { note: async () => ({ notedAt: 1 }), proofOf: async () => null },
  asking: new OpeningLimits(),
  verifiers: {
    register: async () => ({ verifier: fakeVerifier, secret: "whsec_x" }),
    list: async () => [fakeVerifier],
    get: async () => fakeVerifier,
    end: async () => {},
    stateOf: () => "active",
  },
  shares: {
    make: async () => fakeShare,
    list: async () => [fakeShare],
    end: async () => fakeShare,
    look: async () => ({ once: false }),
    open: async () => ({ sealed: Buffer.alloc(1), endsAt: 2, once: false, audience: null }),
  },
  openings: new OpeningLimits(),
});
