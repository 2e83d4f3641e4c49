import { sha256Base64url } from "#sdk/crypto";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { randomBase64url } from "../encoding/random.ts";
import { limits } from "../limits.ts";
import { ReceiptError } from "./ReceiptError.ts";

/** What was shown of which document: names of claims, never what they say. */
export interface SharedClaims {
  /** The document's type, its `vct`. */
  readonly type: string;
  /** Names of claims, or paths with `/` between their steps. */
  readonly claims: readonly string[];
}

/** How it was shown: by a link, as a file, or as the answer to a request. */
export const consentMethods = ["link", "file", "answer"] as const;
export type ConsentMethod = (typeof consentMethods)[number];

/** What a holder agreed to. Times in unix seconds. */
export interface Consent {
  /** 16 random bytes in base64url. Nobody who does not have the receipt can guess it, so its hash says nothing. */
  readonly recordId: string;
  readonly method: ConsentMethod;
  readonly what: SharedClaims;
  /** For whom it is: the holder's words, or the asker's own; null: nobody said. */
  readonly recipient: string | null;
  /** What for, in the holder's words; null: they did not say. */
  readonly purpose: string | null;
  readonly madeAt: number;
  /** Null: as long as the document counts. */
  readonly endsAt: number | null;
  /** Whether it can be opened one time only. */
  readonly once: boolean;
  /** SHA-256 of the bytes that were handed over, in base64url: which ones it was can be shown later. */
  readonly shownSha256: string;
}

const version = "sello/consent-receipt/2";
const recordIdPattern = /^[A-Za-z0-9_-]{22}$/;
const sha256Pattern = /^[A-Za-z0-9_-]{43}$/;
const depthMax = 3;

export const newRecordId = (): string => randomBase64url(16);

/** The receipt: JSON, the same bytes for the same consent (RFC 8785, names in order). See docs/formats.md, *Consent receipt*. */
export const formatConsentReceipt = (consent: Consent): string => {
  const { recordId, method, what, recipient, purpose, madeAt, endsAt, once, shownSha256 } = consent;
  return JSON.stringify({
    event_time: madeAt,
    method,
    once,
    pii_information: { claims: what.claims, type: what.type },
    purposes: purpose === null ? [] : [purpose],
    recipient_third_parties: recipient === null ? [] : [recipient],
    record_id: recordId,
    schema_version: version,
    shown_sha256: shownSha256,
    valid_until: endsAt,
  });
};

/** Reads what `formatConsentReceipt` wrote. Throws ReceiptError `receipt.malformed`. */
export function readConsentReceipt(text: string): Consent {
  try {
    if (text.length > limits.receiptCharactersMax) throw new TypeError("too long");
    const consent = read(new JsonReader(parseJson(text, depthMax)));
    // One way to write each, so that its hash is of all that is in it.
    if (formatConsentReceipt(consent) === text) return consent;
  } catch {}
  throw new ReceiptError("receipt.malformed", "this is not a consent receipt of this edition");
}

function read(json: JsonReader): Consent {
  json.member("schema_version").oneOf([version]);
  const what = json.member("pii_information");
  const only = (name: string): string | null => json.member(name).array(1)[0]?.string() ?? null;
  return {
    recordId: json.member("record_id").string(recordIdPattern),
    method: json.member("method").oneOf(consentMethods),
    what: {
      type: what.member("type").string(),
      claims: what
        .member("claims")
        .array(limits.receiptClaimsMax)
        .map((claim) => claim.string()),
    },
    recipient: only("recipient_third_parties"),
    purpose: only("purposes"),
    madeAt: json.member("event_time").integer(),
    endsAt: json.member("valid_until").nullable((end) => end.integer()),
    once: json.member("once").boolean(),
    shownSha256: json.member("shown_sha256").string(sha256Pattern),
  };
}

/** SHA-256 of the receipt's bytes, in base64url. */
export const digestConsentReceipt = (consent: Consent): string =>
  sha256Base64url(formatConsentReceipt(consent));
