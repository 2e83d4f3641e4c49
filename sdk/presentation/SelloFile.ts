import { sha256Base64url } from "#sdk/crypto";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson, parseLooseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { type BroughtTrust, readBroughtTrust } from "./BroughtTrust.ts";
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
  /** Entries of a trust list, for verifiers that do not have them. A file with it is `sello/2`. */
  readonly trust?: BroughtTrust;
  /** Reserved for the proof of a permissioned chain's consensus; carried and not read. A file with it is `sello/2`. */
  readonly consensus?: string;
}

const formats = { plain: "sello/1", extended: "sello/2" } as const;
/** The file, trust, its entries, one of them, its path. */
const depthMax = 5;

/** The file as text, with a digest that shows damage on its way. */
export function formatSelloFile(file: SelloFile): string {
  const content = writeContent(file, JSON.stringify(file.document));
  return content.slice(0, -1) + digestMember(sha256Base64url(content));
}

/**
 * Reads a file; throws PresentationError. There is one way to write each file: no spaces, members
 * in their order, nothing escaped without need. With a digest, one that was written otherwise by a program on its way
 * is read all the same. The digest may be missing. It is no protection
 * against people, who can compute it too; what it finds is damage that the signatures leave open,
 * such as in the name of a witness beyond the quorum.
 */
export function parseSelloFile(text: string): SelloFile {
  if (text.length > limits.selloFileBytesMax) {
    throw new PresentationError("presentation.too-large", "the file is too large");
  }
  const { file, digest } = readMembers(text);
  // Documents are base64url, dots and tildes. One that would need an escape is not a document, and differs here.
  const content = writeContent(file, `"${file.document}"`);
  if (digest === null) {
    if (text !== content) throw malformed();
    return file;
  }
  const isIntact = digest === sha256Base64url(content);
  // Other spaces and escapes are forgiven where the digest shows that the content is the one that was written.
  const end = content.length - 1;
  const isAsWritten =
    text.slice(0, end) === content.slice(0, end) && text.slice(end) === digestMember(digest);
  if (!isAsWritten && !(isIntact && hasUniqueNames(text))) throw malformed();
  if (!isIntact) {
    throw new PresentationError("sello-file.damaged", "the file does not match its digest");
  }
  return file;
}

function hasUniqueNames(text: string): boolean {
  try {
    parseJson(text, depthMax);
    return true;
  } catch {
    return false;
  }
}

function readMembers(text: string): { file: SelloFile; digest: string | null } {
  try {
    const json = new JsonReader(parseLooseJson(text, depthMax));
    json.object(["format", "document", "proof"], ["status", "trust", "consensus", "digest"]);
    const read = (member: JsonReader) => member.string(undefined, limits.selloFileBytesMax);
    const file = { document: read(json.member("document")), proof: read(json.member("proof")) };
    const status = json.member("status").optional(read);
    const trust = json.member("trust").optional(readBroughtTrust);
    const consensus = json.member("consensus").optional(read);
    const digest = json.member("digest").optional(read);
    const whole = {
      ...file,
      ...(status === null ? {} : { status }),
      ...(trust === null ? {} : { trust }),
      ...(consensus === null ? {} : { consensus }),
    };
    json.member("format").oneOf([formatOf(whole)]);
    return { file: whole, digest };
  } catch {
    throw malformed();
  }
}

// The one way to write a file, but for its digest. JSON.stringify of the whole would take three
// times as long, since the dashes of a checkpoint's signatures make the text one of two bytes each.
function writeContent(file: SelloFile, quotedDocument: string): string {
  const { proof, status, trust, consensus } = file;
  const more = [
    status === undefined ? "" : `,"status":${JSON.stringify(status)}`,
    trust === undefined ? "" : `,"trust":${JSON.stringify(trust)}`,
    consensus === undefined ? "" : `,"consensus":${JSON.stringify(consensus)}`,
  ].join("");
  const members = `"document":${quotedDocument},"proof":${JSON.stringify(proof)}${more}`;
  return `{"format":"${formatOf(file)}",${members}}`;
}

const formatOf = ({ trust, consensus }: SelloFile): string =>
  trust === undefined && consensus === undefined ? formats.plain : formats.extended;

// Always the last member, so it comes with the end of the file.
function digestMember(digest: string): string {
  return `,"digest":${JSON.stringify(digest)}}`;
}

function malformed(): PresentationError {
  return new PresentationError("sello-file.malformed", "not a .sello file");
}
