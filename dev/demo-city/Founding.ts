import type { Hex } from "@sello/sdk";
import type { OfficerAccounts } from "../../services/registry/accounts/OfficerAccounts.ts";
import type { RegistryChanges } from "../../services/registry/changes/RegistryChanges.ts";
import type { RegistryService } from "../../services/registry/RegistryService.ts";
import type { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import type { SealedKeys } from "../../services/signing/SealedKeys.ts";
import type { SealedSigner } from "../../services/signing/SealedSigner.ts";

/** What the demo city is founded with. */
export type Founding = {
  readonly publicUrl: string;
  readonly registry: RegistryService;
  readonly changes: RegistryChanges;
  readonly keys: SealedKeys;
  readonly signer: SealedSigner;
  readonly documentTypes: FileDocumentTypes;
  /** Where the account of the city's officers is found. */
  readonly officerAccounts: Pick<OfficerAccounts, "find">;
  /** The service's accounts on the chain. */
  readonly accounts: { readonly anchor: Hex; readonly status: Hex };
  /** Time that the whole may take. */
  readonly timeoutMs?: number;
};
