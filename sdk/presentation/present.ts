import { applyDisclosures, type ClaimPath } from "../sdjwt/applyDisclosures.ts";
import { type KeyBindingRequest, signKeyBinding } from "../sdjwt/keyBinding.ts";
import { parseSdJwt } from "../sdjwt/SdJwt.ts";
import { PresentationError } from "./PresentationError.ts";

/** Top-level names, or paths into objects and arrays. */
export type ChosenClaims = readonly (string | ClaimPath)[];

export interface PresentOptions {
  /** Binds the presentation to the holder's key, an audience and a nonce. */
  readonly keyBinding?: KeyBindingRequest;
}

/**
 * Keeps the disclosures of the chosen claims: all that is inside them, and what they are inside
 * of. Throws PresentationError `presentation.no-such-claim` for a claim that the document does not
 * have, `presentation.already-bound` for a document that carries a key binding.
 */
export async function present(
  document: string,
  claims: ChosenClaims,
  { keyBinding }: PresentOptions = {},
): Promise<string> {
  const sdJwt = parseSdJwt(document);
  if (sdJwt.keyBinding !== null) {
    throw new PresentationError("presentation.already-bound", "a key binding is there already");
  }
  const disclosed = applyDisclosures(sdJwt.issuerJwt.payload, sdJwt.disclosures);
  const chosen = claims.map((claim) => (typeof claim === "string" ? [claim] : claim));
  for (const path of chosen) requireClaim(disclosed.claims, path);
  const kept = disclosed.places.filter(({ path }) => chosen.some((each) => isAlong(each, path)));
  const encoded = kept.map(({ disclosure }) => disclosure.encoded);
  const presentation = [sdJwt.issuerJwt.compact, ...encoded, ""].join("~");
  return keyBinding === undefined
    ? presentation
    : presentation + (await signKeyBinding(presentation, keyBinding));
}

// One is the other's beginning: the place is inside of what was chosen, or around it.
function isAlong(chosen: ClaimPath, place: ClaimPath): boolean {
  const length = Math.min(chosen.length, place.length);
  return chosen.slice(0, length).every((step, i) => step === place[i]);
}

function requireClaim(claims: unknown, path: ClaimPath): void {
  let value = claims;
  for (const step of path) {
    const inside = typeof value === "object" && value !== null && Object.hasOwn(value, step);
    if (!inside) {
      throw new PresentationError("presentation.no-such-claim", "the document has no such claim", {
        path: path.join("/"),
      });
    }
    value = (value as Record<string | number, unknown>)[step];
  }
}
