import type { StatusReason } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { Conflict } from "../platform/errors.ts";
import type { LockedStatus } from "../status/DocumentStatus.ts";

/** The holder lost the document or its key, but not the right to it: a replacement gives it back. */
const replaceable: ReadonlySet<StatusReason | null> = new Set<StatusReason>([
  "lost",
  "stolen",
  "key_compromise",
]);

/**
 * Refuses what would make a document valid that an officer suspended or revoked: `Conflict` `document.suspended`,
 * `document.revoked`. To be asked under the document's lock (`Statuses.lock`).
 * @param isReplacement whether the document is to be replaced: one that was lost may be, though it is revoked
 */
export function refuseEnded(
  id: DocumentId,
  status: LockedStatus | undefined,
  isReplacement = false,
): void {
  if (status?.value === "suspended") throw suspended(id);
  if (status?.value !== "revoked") return;
  if (!isReplacement || !replaceable.has(status.revokedFor)) throw revoked(id);
}

export const suspended = (id: DocumentId): Conflict =>
  new Conflict("document.suspended", "The document is suspended; reinstate it first.", {
    document: id,
  });

export const revoked = (id: DocumentId): Conflict =>
  new Conflict(
    "document.revoked",
    'The document is revoked. Issue the record again with "after" and a reason.',
    { document: id },
  );

export const expired = (id: DocumentId): Conflict =>
  new Conflict(
    "document.expired",
    'The document has expired. Renew it, or issue the record again with "after" and a reason.',
    { document: id },
  );
