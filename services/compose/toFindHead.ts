import { formatSelloFile } from "@sello/sdk";
import type { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import type { FindHead } from "../audit/PgAuditLines.ts";
import { selectHeads } from "../issuing/AuditHeads.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { NotFound } from "../platform/errors.ts";

/** Finds the newest head of the audit that is in the log, as a `.sello` file. There is nothing personal in it. */
export const toFindHead =
  (
    database: Queryable,
    documents: Pick<DocumentReader, "sdJwt">,
    proofs: Pick<DocumentProofs, "proofForDocument">,
  ): FindHead =>
  async (within) => {
    for (const { position, document } of await selectHeads(database, within)) {
      try {
        const proof = await proofs.proofForDocument(document);
        const file = formatSelloFile({ document: await documents.sdJwt(document), proof });
        return { position, file };
      } catch (error) {
        // Not in the log yet, or under no checkpoint: the one before is.
        if (!(error instanceof NotFound)) throw error;
      }
    }
    return null;
  };
