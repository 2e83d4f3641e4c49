import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
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
};

/** What residents show by links, and what they are asked to show. */
export function composeShares(context: SharesContext) {
  const { database, clock, logger, publicUrl } = context;
  const verifiers = new Verifiers({ ...context, store: new PgVerifiers(database) });
  const store = new PgShares(database);
  const requests = new PgProofRequests(database);
  return {
    parts: {
      shares: new ResidentShares({ store, clock }),
      openings: new OpeningLimits(),
      proofRequests: new ProofRequests({ store: requests, clock, publicUrl, verifiers }),
      verifiers,
      asking: new OpeningLimits(),
    },
    loops: [new ShareUpkeep({ shares: store, requests, clock, logger }).loop],
  };
}
