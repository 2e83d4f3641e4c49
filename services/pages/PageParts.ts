import type { PgPublicFigures } from "../operations/PgPublicFigures.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Registry } from "../registry/Registry.ts";
import type { TrustLists } from "../registry/trust/TrustLists.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";

/** What the pages show. */
export type PageParts = {
  readonly registry: Registry;
  readonly documentTypes: FileDocumentTypes;
  readonly trustLists: Pick<TrustLists, "whole">;
  readonly figures: Pick<PgPublicFigures, "current">;
  readonly clock: Clock;
};
