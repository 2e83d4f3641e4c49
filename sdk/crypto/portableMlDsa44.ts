/** Loads the code before the first signature, for a page that may lose its network. */
export const loadPortableMlDsa44 = () => import("@noble/post-quantum/ml-dsa.js");

/**
 * FIPS 204 ML-DSA-44, pure and with an empty context (§5.3), where the platform has none. The code is loaded
 * when the first such signature is met.
 * @param publicKey 1312 bytes
 * @param signature 2420 bytes
 */
export async function verifyMlDsa44Portably(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const { ml_dsa44 } = await loadPortableMlDsa44();
  return ml_dsa44.verify(signature, message, publicKey);
}
