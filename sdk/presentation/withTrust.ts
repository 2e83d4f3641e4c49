import type { FoundEntries } from "../trust/TrustList.ts";
import { proofsIn } from "../trust/withEntries.ts";
import type { SelloFile } from "./SelloFile.ts";

/**
 * The file with what a verifier needs to know of its issuer and type.
 * @param head the note of the version that the entries are of
 */
export function withTrust(file: SelloFile, found: FoundEntries, head?: string): SelloFile {
  const { version } = found;
  return {
    ...file,
    trust: { version, ...(head === undefined ? {} : { head }), ...proofsIn(found) },
  };
}
