import type { AuthorityId, Hex } from "@sello/sdk";
import type { Clock } from "../../../platform/Clock.ts";
import type { Queryable } from "../../../platform/database/Transaction.ts";
import type { RegistryService } from "../../RegistryService.ts";
import type { FileDocumentTypes } from "../FileDocumentTypes.ts";
import type { PublishedTypes } from "../published/PublishedTypes.ts";
import type { SigningContracts } from "../published/SigningContracts.ts";
import type { PgTypeDrafts } from "./PgTypeDrafts.ts";

/** Where acts are recorded, in the transaction of the act. */
type ActRecord = {
  record(
    event: {
      readonly actor: string;
      readonly action: string;
      readonly subject: string;
      readonly authority: AuthorityId;
      readonly data?: Readonly<Record<string, unknown>>;
    },
    within: Queryable,
  ): Promise<void>;
};

export type TypeDraftsOptions = {
  readonly store: PgTypeDrafts;
  readonly types: FileDocumentTypes;
  readonly published: Pick<PublishedTypes, "look">;
  readonly registry: Pick<RegistryService, "current" | "lineage" | "all">;
  readonly contracts: SigningContracts;
  /** The registry of the open deployment, which approvals name. */
  readonly place: { readonly chainId: number; readonly registry: Hex };
  readonly audit: ActRecord;
  readonly clock: Clock;
};

/** An account, and the authority in whose name it acts on a draft. */
export type Acting = {
  readonly account: Hex;
  readonly authority: AuthorityId;
  /** The person who acts for an account of many; the account itself where it is absent. */
  readonly person?: Hex;
};
