/**
 * RFC 3279 §2.2.3: r || s (64 bytes) as an ECDSA-Sig-Value. The result is valid until the next
 * call: a fresh array of more than 64 bytes costs V8 an allocation outside of its heap.
 */
export declare function toDerSignature(signature: Uint8Array): Uint8Array;
