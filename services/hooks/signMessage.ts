import { createHmac, type KeyObject } from "node:crypto";

/**
 * The secret of a webhook's signatures: 32 bytes, from one that is sealed. So that none is kept for each, and a thief of the
 * database has none.
 */
export const secretOf = (master: KeyObject, hook: string): Buffer =>
  createHmac("sha256", master).update(`webhook\n${hook}`).digest();

/** As receivers' libraries take it (Standard Webhooks, "Signature scheme"). */
export const toSecretText = (secret: Buffer): string => `whsec_${secret.toString("base64")}`;

/**
 * Header fields of a message (Standard Webhooks 1.0.0, "Webhook headers").
 * @param id the same at each try, so that a receiver knows what it has
 * @param at unix seconds of this try
 */
export function toSignedHeaders(
  secret: Buffer,
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Readonly<Record<string, string>> {
  const name = `msg_${id}`;
  const signature = createHmac("sha256", secret).update(`${name}.${at}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": name,
    "webhook-timestamp": String(at),
    "webhook-signature": `v1,${signature}`,
  };
}
