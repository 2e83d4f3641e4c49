/** The id under which a nonce is kept: a UUID of version 8 made of its first bits (RFC 9562, 5.8). */
export function nonceOf(nonce: string): string {
  const hex = Buffer.from(nonce, "base64url").toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
