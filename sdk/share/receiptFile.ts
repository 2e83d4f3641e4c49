import { fromBase64url } from "../encoding/base64.ts";
import { toHex } from "../encoding/hex.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { hashLeaf } from "../merkle/hash.ts";
import { rootFromPath } from "../merkle/inclusion.ts";
import {
  type Consent,
  digestConsentReceipt,
  formatConsentReceipt,
  readConsentReceipt,
} from "./consentReceipt.ts";
import { ReceiptError } from "./ReceiptError.ts";

/** Where a receipt's hash is among those that one document of the city, the *head*, puts into the log. */
export interface ReceiptProof {
  /** Leaves of the tree. */
  readonly count: number;
  readonly index: number;
  /** Hashes from the leaf's sibling up (RFC 9162 §2.1.3.1), in base64url. */
  readonly path: readonly string[];
  /** The head, as the text of a `.sello` file. */
  readonly head: string;
}

/** A receipt as its owner keeps it. */
export interface ReceiptFile {
  readonly consent: Consent;
  /** Null: its hash was not in the log when the file was saved. */
  readonly proof: ReceiptProof | null;
}

const format = "sello/receipt-file/1";
const depthMax = 4;
const pathMax = 32;
const hashPattern = /^[A-Za-z0-9_-]{43}$/;

/** See docs/formats.md, *Consent receipt*. */
export const formatReceiptFile = ({ consent, proof }: ReceiptFile): string =>
  JSON.stringify({ format, proof, receipt: formatConsentReceipt(consent) });

/** Reads what `formatReceiptFile` wrote. Throws ReceiptError `receipt.malformed`. */
export function readReceiptFile(text: string): ReceiptFile {
  try {
    if (text.length > limits.receiptFileCharactersMax) throw new TypeError("too long");
    const json = new JsonReader(parseJson(text, depthMax)).object(["format", "proof", "receipt"]);
    json.member("format").oneOf([format]);
    const consent = readConsentReceipt(
      json.member("receipt").string(undefined, limits.receiptCharactersMax),
    );
    return { consent, proof: json.member("proof").nullable(readProof) };
  } catch {}
  throw new ReceiptError("receipt.malformed", "this is not a consent receipt of this edition");
}

const readProof = (json: JsonReader): ReceiptProof => ({
  count: json.object(["count", "head", "index", "path"]).member("count").integer(1),
  index: json.member("index").integer(),
  path: json
    .member("path")
    .array(pathMax)
    .map((hash) => hash.string(hashPattern)),
  head: json.member("head").string(undefined, limits.receiptFileCharactersMax),
});

/**
 * The root that the proof leads to from this receipt, in lowercase hex without `0x`; null: it leads nowhere. Whether the head says
 * this root, and is the city's and in the log, is for the caller to verify.
 */
export function toReceiptRoot(consent: Consent, proof: ReceiptProof): string | null {
  const { count, index, path } = proof;
  const leafHash = hashLeaf(fromBase64url(digestConsentReceipt(consent)));
  const root = rootFromPath({ leafHash, index, size: count, path: path.map(fromBase64url) });
  return root === null ? null : toHex(root).replace(/^0x/, "");
}
