import { readFileSync } from "node:fs";
import { join } from "node:path";
import { splitTrustFile } from "@sello/sdk";
import { readTrustSignerConfig } from "../platform/config.ts";
import type { OfficeSettings } from "./OfficeMessages.ts";

/** An office by its operator's own settings. Throws `ConfigError`. */
export function readTrustSignerSettings(): OfficeSettings {
  const config = readTrustSignerConfig();
  const directory = config.SELLO_TRUST_SIGNER_DIR;
  const trustFile = config.SELLO_TRUST_SIGNER_TRUST_FILE;
  return {
    name: config.SELLO_TRUST_SIGNER_NAME,
    directory,
    keyFile: config.SELLO_TRUST_SIGNER_KEY_FILE ?? join(directory, "sealing-key"),
    keyName: config.SELLO_TRUST_SIGNER_KEY_NAME,
    takesKeys: false,
    host: config.SELLO_TRUST_SIGNER_HOST,
    port: config.SELLO_TRUST_SIGNER_PORT,
    nodes: config.SELLO_TRUST_SIGNER_RPC_URL.map(({ chainId, found }) => ({
      chainId,
      url: found,
    })),
    registries: config.SELLO_TRUST_SIGNER_REGISTRY.map(({ chainId, found }) => ({
      chainId,
      registry: found.toLowerCase() as `0x${string}`,
    })),
    typesDirectory: config.SELLO_TYPES_DIR,
    trustList: trustFile === null ? null : noteOf(trustFile),
    logLevel: config.SELLO_LOG_LEVEL,
  };
}

/** Of a list alone, or with its entries behind it. */
const noteOf = (file: string): string => splitTrustFile(readFileSync(file, "utf8")).note;
