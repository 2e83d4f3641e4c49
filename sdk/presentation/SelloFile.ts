import { sha256Base64url } from "#sdk/crypto";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { PresentationError } from "./PresentationError.ts";

/** Media type of a `.sello` file. */
export const selloFileType = "application/vnd.sello+json";

/** What a `.sello` file holds; see docs/formats.md. */
export interface SelloFile {
  /** An SD-JWT or SD-JWT+KB. */
  readonly document: string;
  /** A C2SP tlog-proof with our batch evidence. */
  readonly proof: string;
  /** A status list token, for verifiers without network. */
  readonly status?: string;
}

const format = "sello/1";

/** The file as text, with a digest that tells damage on its way. */
export function formatSelloFile({ document, proof, status }: SelloFile): string {
  const content = { format, document, proof, ...(status === undefined ? {} : { status }) };
  return JSON.stringify({ ...content, digest: sha256Base64url(JSON.stringify(content)) });
}

/**
 * Reads a file; throws PresentationError. There is one way to write each file: no spaces, members
 * in their order, nothing escaped without need. The digest may be missing. It is no protection
 * against people, who can compute it too; what it finds is damage that the signatures leave open,
 * such as in the name of a witness beyond the quorum.
 */
export function parseSelloFile(text: string): SelloFile {
  if (text.length > limits.selloFileBytesMax) {
    throw new PresentationError("presentation.too-large", "the file is too large");
  }
  const { digest, format: _, ...file } = readMembers(text);
  if (digest !== undefined && digest !== sha256Base64url(withoutDigest(text))) {
    throw new PresentationError("sello-file.damaged", "the file does not match its digest");
  }
  return file;
}

function readMembers(text: string): SelloFile & { format: string; digest?: string } {
  let members: SelloFile & { format: string; digest?: string };
  try {
    const json = new JsonReader(parseJson(text, 1));
    json.object(["format", "document", "proof"], ["status", "digest"]);
    const read = (name: string) => json.member(name).string(/^/, limits.selloFileBytesMax);
    const optional = (name: "status" | "digest") =>
      json.member(name).value === undefined ? {} : { [name]: read(name) };
    members = {
      format: json.member("format").oneOf([format]),
      document: read("document"),
      proof: read("proof"),
      ...optional("status"),
      ...optional("digest"),
    };
  } catch {
    throw malformed();
  }
  if (JSON.stringify(members) !== text) throw malformed();
  return members;
}

// The digest is the last member of a text that can be written in one way only.
function withoutDigest(text: string): string {
  return `${text.slice(0, text.lastIndexOf(',"digest":'))}}`;
}

function malformed(): PresentationError {
  return new PresentationError("sello-file.malformed", "not a .sello file");
}
