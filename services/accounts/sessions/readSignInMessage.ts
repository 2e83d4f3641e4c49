import type { Hex } from "@sello/sdk";
import { getAddress } from "viem";
import { createSiweMessage, parseSiweMessage, type SiweMessage } from "viem/siwe";
import { InvalidInput } from "../../platform/errors.ts";

/** What a sign-in message of this service says, beside the account, the nonce and the times. */
export type SignInTerms = {
  readonly domain: string;
  readonly uri: string;
  readonly chainId: number;
  readonly statement: string;
};

export type SignInMessage = {
  /** Lowercase; the message may have it in any case. */
  readonly account: Hex;
  readonly nonce: string;
};

/**
 * Reads an EIP-4361 message. Errors, all `InvalidInput`: `sign_in.message` (not of the form, or it says something else),
 * `sign_in.domain`, `sign_in.chain`, `sign_in.time`.
 */
export function readSignInMessage(text: string, terms: SignInTerms, nowMs: number): SignInMessage {
  const message = parse(text);
  const own = new URL(terms.uri);
  const scheme = message.scheme ?? own.protocol.slice(0, -1);
  if (message.domain !== terms.domain || message.uri !== terms.uri || `${scheme}:` !== own.protocol)
    throw refuse("domain", `It must be for ${terms.domain}, with the URI ${terms.uri}.`);
  if (message.chainId !== terms.chainId)
    throw refuse("chain", `It must name the chain ${terms.chainId}.`);
  if (message.statement !== terms.statement)
    throw refuse("message", `Its statement must be: ${terms.statement}`);
  requireTime(message, nowMs);
  return { account: message.address.toLowerCase() as Hex, nonce: message.nonce };
}

function requireTime({ expirationTime, notBefore }: SiweMessage, nowMs: number): void {
  if (expirationTime !== undefined && expirationTime.getTime() <= nowMs)
    throw refuse("time", "It has expired. Begin to sign in again.");
  if (notBefore !== undefined && notBefore.getTime() > nowMs)
    throw refuse("time", "It is not valid yet. Begin to sign in again.");
}

/** What is read is the whole of it: written again, it is the same text, but for the case of the address and the form of times. */
function parse(text: string): SiweMessage {
  const found = parseSiweMessage(text) as SiweMessage;
  try {
    if (plain(createSiweMessage(found), found.address) === plain(text, found.address)) return found;
  } catch {
    // A field is missing, or not of its form.
  }
  throw refuse("message", "It is no EIP-4361 message of version 1, with all that sign-ins give.");
}

const plain = (text: string, address: Hex): string =>
  text
    .replace(`\n${address}\n`, `\n${getAddress(address.toLowerCase())}\n`)
    .replace(
      /^(Issued At|Expiration Time|Not Before): (.+)$/gm,
      (_, name: string, time: string) => `${name}: ${new Date(time).toISOString()}`,
    );

const refuse = (what: "message" | "domain" | "chain" | "time", why: string): InvalidInput =>
  new InvalidInput(`sign_in.${what}`, why);
