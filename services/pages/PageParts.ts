import type { PublicFigures } from "../operations/PublicFigures.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Registry } from "../registry/Registry.ts";
import type { TrustLists } from "../registry/trust/TrustLists.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";

/** What the pages show. */
export type PageParts = {
  readonly registry: Registry;
  readonly documentTypes: FileDocumentTypes;
  readonly trustLists: Pick<TrustLists, "current">;
  readonly figures: PublicFigures;
  readonly clock: Clock;
};
