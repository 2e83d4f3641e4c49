const numberBytes = 32;
/** Tag and length of the sequence, then tag and length of the first number (X.690 §8.9, §8.3). */
const firstLengthAt = 3;

/**
 * r || s (RFC 7518 §3.4, 64 bytes) of an ECDSA-Sig-Value (RFC 3279 §2.2.3). Node would convert as well, with
 * `dsaEncoding: "ieee-p1363"`, but takes as long for it as for half a signature.
 * @param der of P-256, as OpenSSL made it in this process: not checked
 */
export function fromDerSignature(der: Uint8Array): Buffer {
  const signature = Buffer.alloc(2 * numberBytes);
  let lengthAt = firstLengthAt;
  for (let to = numberBytes; to <= 2 * numberBytes; to += numberBytes) {
    const end = lengthAt + 1 + (der[lengthAt] as number);
    // A number has a zero before it where it would be negative, and no other leading zeros.
    const start = Math.max(lengthAt + 1, end - numberBytes);
    signature.set(der.subarray(start, end), to - (end - start));
    lengthAt = end + 1;
  }
  return signature;
}
