import type { Output } from "@sello/api/client";
import { formatSelloFile, packSelloFile, toBase64url } from "@sello/sdk";
import { makeShare, toShareLink } from "@sello/sdk/share";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Vault } from "../device/vault.ts";
import { type ReadyCopy, withCopy } from "../device/withCopy.ts";
import { readShown, showCopy } from "./showCopy.ts";
import { isBound, type Term, terms } from "./terms.ts";

/** What the reader decided. */
export type Choice = {
  readonly document: Output<"getMyDocument">["id"];
  readonly claims: readonly string[];
  /** For whom, in their words; null: they did not say. */
  readonly audience: string | null;
  readonly term: Term;
  readonly once: boolean;
  /** What for, in their words; null: they did not say. For their receipt alone. */
  readonly purpose: string | null;
};

/** Signed for whom it is said to be, until its end. */
export function showChosen(copy: ReadyCopy, { claims, audience, term }: Choice, endsAt: number) {
  const nonce = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const binding = { audience: audience ?? window.location.origin, nonce, exp: endsAt };
  return showCopy(copy, claims, isBound(term) ? binding : null);
}

export const endOf = ({ term }: Choice): number => Math.floor(serverNow()) + terms[term];

/** Encrypts it here and gives the service the bytes. @returns the link, which nobody else has */
export function makeLink(vault: Vault, choice: Choice): Promise<string> {
  return withCopy(vault, choice.document, async (copy) => {
    const { audience, once, purpose } = choice;
    const endsAt = endOf(choice);
    const file = await showChosen(copy, choice, endsAt);
    const stated = { endsAt, once, audience };
    const made = await makeShare(packSelloFile(formatSelloFile(file)), stated);
    const { vct, claims } = readShown(file);
    await client.makeShare({
      body: {
        ...{ ...stated, purpose },
        digest: made.digest,
        sealed: toBase64url(made.sealed),
        what: { type: vct, claims: Object.keys(claims) },
      },
    });
    return toShareLink(window.location.origin, made.secret);
  });
}
