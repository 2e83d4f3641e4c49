import type { AuthorityId, EcPublicJwk } from "@sello/sdk";

/** Who registered with the city what they ask of residents. Times are unix seconds. */
export type Verifier = {
  /** The `client_id` of their requests. */
  readonly id: string;
  /** Who registered them. */
  readonly authority: AuthorityId;
  /** In one language or more. */
  readonly name: VerifierName;
  /** An origin. */
  readonly homepage: string;
  readonly mayAsk: readonly AskedType[];
  /** With which their requests are signed. */
  readonly key: EcPublicJwk;
  /** As the audit names callers. */
  readonly registeredBy: string;
  readonly registeredAt: number;
  readonly endsAt: number;
  readonly endedAt: number | null;
  /** Where answers are told. */
  readonly hook: string | null;
};

export type NewVerifier = Pick<Verifier, "name" | "homepage" | "mayAsk" | "key" | "endsAt"> & {
  readonly hook?: string;
};

export type VerifierName = { readonly zh?: string; readonly es?: string; readonly en?: string };

/** Claims of a document type, of all its versions. */
export type AskedType = { readonly type: string; readonly claims: readonly string[] };

export type VerifierState = "active" | "over" | "ended";

export function stateOf({ endsAt, endedAt }: Verifier, now: number): VerifierState {
  if (endedAt !== null) return "ended";
  return now < endsAt ? "active" : "over";
}
