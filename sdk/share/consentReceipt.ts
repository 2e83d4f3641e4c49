import { sha256Base64url } from "#sdk/crypto";

/** What was shown of which document: names of claims, never what they say. */
export interface SharedClaims {
  /** The document's type, its `vct`. */
  readonly type: string;
  /** Names of claims, or paths with `/` between their steps. */
  readonly claims: readonly string[];
}

/** What a holder agreed to. Times in unix seconds. */
export interface Consent {
  /** `toShareDigest` of the share. */
  readonly share: string;
  readonly what: SharedClaims;
  readonly audience: string | null;
  readonly once: boolean;
  readonly madeAt: number;
  readonly endsAt: number;
  /** Of the encrypted bytes, in base64url: which share it was can be shown later. */
  readonly sealedSha256: string;
}

/** The receipt as a file: JSON, the same bytes for the same consent (RFC 8785, names in order). */
export const formatConsentReceipt = (consent: Consent): string => {
  const { share, what, audience, once, madeAt, endsAt, sealedSha256 } = consent;
  return JSON.stringify({
    audience,
    endsAt,
    format: "sello/consent-receipt/1",
    madeAt,
    once,
    sealedSha256,
    share,
    what: { claims: what.claims, type: what.type },
  });
};

/** SHA-256 of the receipt's bytes, in base64url. */
export const digestConsentReceipt = (consent: Consent): string =>
  sha256Base64url(formatConsentReceipt(consent));
