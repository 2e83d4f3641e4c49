import type { RoleRights } from "./roles.ts";

/**
 * What the process that reads strangers' files may do: what one file needs to become documents. Whose an import is, of
 * which type and at whose asking, it may not write; what documents say, and their keys, it may not read.
 */
export const importRights: RoleRights = {
  suffix: "import",
  readOnly: false,
  tables: {
    api_keys: { select: ["id", "revoked_at", "documents_per_day"] },
    chain_cursor: { select: "all" },
    chain_events: { select: "all" },
    copies: {
      select: ["stream_id", "seq", "document_id", "copy_number", "status_list", "status_index"],
      insert: "all",
    },
    delegated_copies: { select: ["document_id", "copy_number"] },
    deployments: { select: "all" },
    digest_generations: { select: "all" },
    documents: {
      select: [
        ...["id", "stream_id", "created_at", "expires_at", "natural_key", "claims_digest"],
        ...["digest_generation", "replaces", "replaced_by", "erased_at"],
      ],
      insert: "all",
    },
    import_dry_run_keys: { select: "all", insert: "all" },
    import_rejections: { select: "all", insert: "all" },
    import_segments: {
      select: "all",
      insert: "all",
      update: ["attempts", "done", "content", "results"],
    },
    imports: {
      select: "all",
      update: [
        ...["header", "file_sha256", "file_bytes", "received_at", "started_at", "finished_at"],
        ...["segments_total", "segments_done", "rows_total", "rows_issued", "rows_existing"],
        ...["rows_valid", "rows_rejected", "cells_cleaned", "cells_checked", "turns", "turn_at"],
        ...["stretch_at", "stretch_done", "state", "error"],
      ],
    },
    issuances: { insert: "all" },
    issuing_days: { select: ["caller_id", "ends_at", "documents"] },
    jwt_headers: { select: "all", insert: "all" },
    published_document_types: { select: ["number", "name", "version", "file"] },
    status_acts: { select: ["document_id", "action", "reason", "state", "seq", "mandate"] },
    status_lists: { select: "all", insert: "all", update: ["used"] },
    status_words: { select: "all" },
    streams: { select: "all", insert: "all", update: ["next_seq"] },
    withdrawn_copies: { select: ["document_id", "copy_number"] },
  },
};
