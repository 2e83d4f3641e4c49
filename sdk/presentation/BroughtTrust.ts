import type { JsonReader } from "../encoding/JsonReader.ts";
import { limits } from "../limits.ts";
import { readEntryProof } from "../trust/readEntryProof.ts";
import type { EntryProof } from "../trust/TrustList.ts";

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
