import type { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Issuing } from "../issuing/Issuing.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Registry } from "../registry/Registry.ts";
import { PgReceipts } from "../wallet/receipts/PgReceipts.ts";
import { ReceiptHeads } from "../wallet/receipts/ReceiptHeads.ts";
import { Receipts } from "../wallet/receipts/Receipts.ts";
import { PgProofRequests } from "../wallet/requests/PgProofRequests.ts";
import { ProofRequests } from "../wallet/requests/ProofRequests.ts";
import { OpeningLimits } from "../wallet/shares/OpeningLimits.ts";
import { PgShares } from "../wallet/shares/PgShares.ts";
import { ResidentShares } from "../wallet/shares/ResidentShares.ts";
import { ShareUpkeep } from "../wallet/shares/ShareUpkeep.ts";
import { PgVerifiers } from "../wallet/verifiers/PgVerifiers.ts";
import { type VerifierParts, Verifiers } from "../wallet/verifiers/Verifiers.ts";

export type SharesContext = Pick<VerifierParts, "hooks" | "registry" | "types" | "audit"> & {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
  readonly registry: Registry;
};

type Composed = {
  readonly documents: DocumentReader;
  readonly issuing: Issuing;
  readonly proofs: DocumentProofs;
};

/** What residents show by links, what they are asked to show, and the receipts of both. */
export function composeShares(context: SharesContext, { documents, issuing, proofs }: Composed) {
  const { database, clock, logger, publicUrl, registry } = context;
  const verifiers = new Verifiers({ ...context, store: new PgVerifiers(database) });
  const store = new PgShares(database);
  const requests = new PgProofRequests(database);
  const receipts = new PgReceipts(database);
  return {
    parts: {
      shares: new ResidentShares({ store, receipts, clock }),
      openings: new OpeningLimits(),
      proofRequests: new ProofRequests({ store: requests, clock, publicUrl, verifiers }),
      verifiers,
      receipts: new Receipts({ store: receipts, documents, proofs, clock }),
      asking: new OpeningLimits(),
    },
    loops: [
      new ShareUpkeep({ shares: store, requests, receipts, clock, logger }).loop,
      new ReceiptHeads({ store: receipts, issuing, registry, logger }).loop,
    ],
  };
}
