import type { JsonReader } from "../encoding/JsonReader.ts";
import { limits } from "../limits.ts";
import { parseTrustJson, readMembers } from "./parseTrustList.ts";
import { readAuthorityId, readDocumentTypeId } from "./readEntry.ts";
import { readEntryProof } from "./readEntryProof.ts";
import type { Found, FoundEntries } from "./TrustList.ts";
import { TrustListError } from "./TrustListError.ts";

/** Entries in one answer: an authority comes with all above it. */
const foundMax = 256;

/** Reads an answer of the service; nothing of it is verified (`withEntries`). Throws TrustListError. */
export function parseFoundEntries(text: string): FoundEntries {
  if (text.length > limits.trustFoundBytesMax)
    throw new TrustListError("trust-list.too-large", "the entries of the trust list are too large");
  return readMembers(parseTrustJson(text), (json) => {
    json.object(["version", "authorities", "documentTypes"]);
    return {
      version: json.member("version").integer(1),
      authorities: json.member("authorities").array(foundMax).map(readFound(readAuthorityId)),
      documentTypes: json
        .member("documentTypes")
        .array(foundMax)
        .map(readFound(readDocumentTypeId)),
    };
  });
}

const readFound =
  <Id extends string>(readId: (json: JsonReader) => Id) =>
  (json: JsonReader): Found<Id> => {
    json.object(["id"], ["proof", "before", "after"]);
    const id = readId(json.member("id"));
    const proof = json.member("proof").optional(readEntryProof);
    if (proof !== null) return { id, proof };
    const side = (name: string) => json.member(name).nullable(readEntryProof);
    return { id, before: side("before"), after: side("after") };
  };
