import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";

/** RFC 9901 §8: the flattened JSON form as the compact one. Throws EncodingError. */
export function fromJsonSerialization(text: string): string {
  // RFC 7515 §7.2.1: members that are not understood are ignored.
  const jws = new JsonReader(parseJson(text, limits.jsonDepthMax));
  const part = (name: string) => jws.member(name).string(/^[^~.]*$/, limits.documentBytesMax);
  const issuerJwt = `${part("protected")}.${part("payload")}.${part("signature")}`;
  const header = jws.member("header");
  if (header.value === undefined) return `${issuerJwt}~`;
  const disclosures = header
    .member("disclosures")
    .optional((reader) =>
      reader.array(limits.disclosuresMax).map((item) => item.string(/^[^~]*$/)),
    );
  const keyBinding = header.member("kb_jwt").optional((reader) => reader.string(/^[^~]*$/, 8192));
  return [issuerJwt, ...(disclosures ?? []), keyBinding ?? ""].join("~");
}
