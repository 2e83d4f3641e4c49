import type { JsonReader } from "../encoding/JsonReader.ts";
import { limits } from "../limits.ts";
import type { EntryProof } from "./TrustList.ts";

/** Throws EncodingError `encoding.json-member`. */
export function readEntryProof(json: JsonReader): EntryProof {
  json.object(["index", "entry", "path"]);
  return {
    index: json.member("index").integer(),
    entry: json.member("entry").string(undefined, limits.trustEntryBytesMax),
    path: json
      .member("path")
      .array(limits.proofHashesMax)
      .map((hash) => hash.string(/^[A-Za-z0-9+/]{43}=$/)),
  };
}
