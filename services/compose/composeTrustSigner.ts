import { join } from "node:path";
import { EvmAccountContracts } from "../accounts/sessions/EvmAccountContracts.ts";
import { EvmChain } from "../ledger/evm/EvmChain.ts";
import { systemClock } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import type { RegistryPlace } from "../registry/trust/TrustOffices.ts";
import type { DocumentType } from "../registry/types/DocumentType.ts";
import { readTypeFiles } from "../registry/types/readTypeFiles.ts";
import { AcceptedTypes } from "../trust-signer/AcceptedTypes.ts";
import { EvmRegistryView } from "../trust-signer/EvmRegistryView.ts";
import { FileAcceptedTypes } from "../trust-signer/FileAcceptedTypes.ts";
import { FileRegistryHistory } from "../trust-signer/FileRegistryHistory.ts";
import type { FileSignedHead } from "../trust-signer/FileSignedHead.ts";
import type { OfficeKeys } from "../trust-signer/OfficeKeys.ts";
import { OwnRegistries } from "../trust-signer/OwnRegistries.ts";
import type { ForgottenEvents } from "../trust-signer/RegistryView.ts";
import { TrustSigner } from "../trust-signer/TrustSigner.ts";
import type { OfficeSettings } from "./OfficeMessages.ts";

/** Tells what the node of an embedded chain has forgotten; null where nodes forget nothing. */
export type Forgotten = ((place: RegistryPlace) => ForgottenEvents) | null;

export type SignerParts = {
  readonly office: Pick<OfficeSettings, "name" | "directory" | "typesDirectory">;
  readonly keys: OfficeKeys;
  readonly signed: FileSignedHead;
  /** The nodes and registries of now. */
  readonly settings: () => Pick<OfficeSettings, "nodes" | "registries">;
  readonly forgotten: Forgotten;
  readonly logger: Logger;
};

/** What rebuilds lists and signs those that are right. */
export function composeTrustSigner(parts: SignerParts): TrustSigner {
  const { office, keys, signed, settings, logger } = parts;
  const isPinned = (place: RegistryPlace) =>
    settings().registries.some(
      ({ chainId, registry }) => chainId === place.chainId && registry === place.registry,
    );
  const chainOf = chainOpener(settings);
  return new TrustSigner({
    name: office.name,
    keys,
    signed,
    registries: new OwnRegistries({ open: opener(parts, chainOf), isPinned }),
    types: typesOf(office.typesDirectory),
    accepted: new AcceptedTypes({
      files: new FileAcceptedTypes(office.directory),
      contracts: ({ chainId }) =>
        settings().nodes.some((node) => node.chainId === chainId)
          ? new EvmAccountContracts(chainOf(chainId))
          : null,
    }),
    clock: systemClock,
    logger,
  });
}

function chainOpener(settings: SignerParts["settings"]) {
  const chains = new Map<number, EvmChain>();
  const urlsOf = (wanted: number) =>
    settings().nodes.flatMap(({ chainId, url }) => (chainId === wanted ? [url] : []));
  return (chainId: number): EvmChain => {
    const chain = chains.get(chainId) ?? new EvmChain({ chainId, urls: () => urlsOf(chainId) });
    chains.set(chainId, chain);
    return chain;
  };
}

function opener({ office, forgotten }: SignerParts, chainOf: (chainId: number) => EvmChain) {
  return (place: RegistryPlace): FileRegistryHistory => {
    const { chainId, registry } = place;
    const chain = chainOf(chainId);
    const file = join(office.directory, `history-${chainId}-${registry}`);
    const view = new EvmRegistryView(chain, registry);
    return new FileRegistryHistory(file, view, forgotten?.(place) ?? null);
  };
}

/** Files are read once for an address: a new edition of them comes with a new start. */
function typesOf(typesDirectory: string | null): (publicUrl: string) => readonly DocumentType[] {
  const directories = typesDirectory === null ? [] : [typesDirectory];
  let known: { readonly publicUrl: string; readonly types: readonly DocumentType[] } | null = null;
  return (publicUrl) => {
    if (known?.publicUrl === publicUrl) return known.types;
    const types = readTypeFiles({ publicUrl, directories }).map(({ type }) => type);
    known = { publicUrl, types };
    return types;
  };
}
