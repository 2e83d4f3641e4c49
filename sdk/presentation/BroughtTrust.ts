import type { JsonReader } from "../encoding/JsonReader.ts";
import { limits } from "../limits.ts";
import { orNull } from "../orNull.ts";
import { readEntryProof } from "../trust/foundEntries.ts";
import type { EntryProof, FoundEntries, TrustList } from "../trust/TrustList.ts";
import { acceptSuccessor, ownSigners, verifyTrustList } from "../trust/verifyTrustList.ts";
import { proofsIn, withEntryProofs } from "../trust/withEntries.ts";
import type { SelloFile } from "./SelloFile.ts";

/** Entries of a trust list that come along with a document, for verifiers without network; nothing of it is verified. */
export interface BroughtTrust {
  /** Of the trust list whose entries they are. */
  readonly version: number;
  /** The note of that version's head, for verifiers that have an older one. */
  readonly head?: string;
  readonly authorities: readonly EntryProof[];
  readonly documentTypes: readonly EntryProof[];
}

/** Throws EncodingError `encoding.json-member`. */
export function readBroughtTrust(json: JsonReader): BroughtTrust {
  json.object(["version", "authorities", "documentTypes"], ["head"]);
  const proofs = (name: string) =>
    json.member(name).array(limits.broughtEntriesMax).map(readEntryProof);
  const head = json
    .member("head")
    .optional((note) => note.string(undefined, limits.trustListBytesMax));
  return {
    version: json.member("version").integer(1),
    ...(head === null ? {} : { head }),
    authorities: proofs("authorities"),
    documentTypes: proofs("documentTypes"),
  };
}

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

/**
 * The list with what came along with a document, as far as it counts: entries of the same version, or of a newer one
 * whose head the list's own signers signed. What does not count changes nothing.
 */
export async function withBroughtTrust(list: TrustList, brought: BroughtTrust): Promise<TrustList> {
  const base = await toVersion(list, brought);
  if (base === null) return list;
  return (await orNull(async () => withEntryProofs(base, brought))) ?? list;
}

async function toVersion(list: TrustList, { version, head }: BroughtTrust) {
  if (version === list.head.version) return list;
  if (version < list.head.version || head === undefined || list.signedBy === null) return null;
  return orNull(async () => {
    const next = await acceptSuccessor(list, head);
    return next.head.version === version ? verifyTrustList(next, ownSigners(next)) : list;
  });
}
