import { createHash } from "node:crypto";
import type { ClaimOrigin, ServiceItem } from "@sello/api";
import { toCityDate } from "@sello/sdk";
import type { Fact, Given } from "@sello/sdk/decision";
import { toGb32100CheckCharacter } from "../../registry/claims/gb32100.ts";
import type { Claims } from "../../registry/types/DocumentType.ts";

/** What was decided, as far as a document says it. */
export type GrantedApplication = {
  /** Of the application: numbers follow from it. */
  readonly id: string;
  readonly given: Given;
  /** What the row that fired gives; none where a person granted it. */
  readonly outputs: Readonly<Record<string, Fact>>;
  /** Unix seconds. */
  readonly decidedAt: number;
  /** 0, and one more after each time that a number was taken. */
  readonly attempt: number;
};

/** The claims of the document that follows, and whose it is where the type asks for it. The same at every call. */
export function toOutcomeClaims(
  { outcome }: Pick<ServiceItem, "outcome">,
  granted: GrantedApplication,
): { readonly claims: Claims; readonly person: string | null } {
  const claims = Object.entries(outcome.claims).flatMap(([claim, origin]) => {
    const value = toClaim(claim, origin, granted);
    return value === undefined ? [] : [[claim, value] as const];
  });
  const person = outcome.person === null ? undefined : findValue(granted.given, outcome.person);
  return {
    claims: Object.fromEntries(claims),
    person: typeof person === "string" ? person : null,
  };
}

function toClaim(claim: string, origin: ClaimOrigin, granted: GrantedApplication): unknown {
  if ("from" in origin) return findValue(granted.given, origin.from);
  if ("output" in origin) return granted.outputs[origin.output];
  if ("value" in origin) return origin.value;
  if ("day" in origin) return toCityDate(granted.decidedAt, granted.given.timeZone);
  return toNumber(claim, origin.number, granted);
}

function findValue({ form, evidence }: Given, source: string): unknown {
  const [kind, name = "", claim = ""] = source.split(".");
  return kind === "form" ? form[name] : evidence[name]?.claims[claim];
}

type NumberForm = Extract<ClaimOrigin, { number: unknown }>["number"];

function toNumber(
  claim: string,
  { prefix, digits, check }: NumberForm,
  { id, attempt }: GrantedApplication,
): string {
  const hash = createHash("sha256").update(`${id}/${claim}/${attempt}`, "utf8").digest("hex");
  const number = BigInt(`0x${hash}`) % 10n ** BigInt(digits);
  const whole = prefix + number.toString().padStart(digits, "0");
  return check === undefined ? whole : whole + toGb32100CheckCharacter(whole);
}
