import { hkdfSync } from "node:crypto";

/**
 * A secret for one purpose, from the secret that seals the keys (RFC 5869): so that nothing derived is kept,
 * and no purpose learns the secret of another.
 */
export const deriveSecret = (sealingSecret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", sealingSecret, "", `sello/${purpose}`, 32));
