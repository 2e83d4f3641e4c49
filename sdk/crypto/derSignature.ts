// OpenSSL wants DER. Node would convert as well, with `dsaEncoding: "ieee-p1363"`, but takes a
// quarter of a verification for it.

const numberBytes = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const longest = 2 + 2 * (2 + 1 + numberBytes);
const target = new Uint8Array(longest);

/**
 * RFC 3279 §2.2.3: r || s (64 bytes) as an ECDSA-Sig-Value. The result is valid until the next
 * call: a fresh array of more than 64 bytes costs V8 an allocation outside of its heap.
 */
export function toDerSignature(signature: Uint8Array): Uint8Array {
  target[0] = SEQUENCE;
  const middle = writeInteger(2, signature, 0);
  const end = writeInteger(middle, signature, numberBytes);
  target[1] = end - 2;
  return target.subarray(0, end);
}

// X.690 §8.3: as few bytes as keep the sign, which is always positive here.
function writeInteger(at: number, source: Uint8Array, start: number): number {
  const end = start + numberBytes;
  let first = start;
  while (first < end - 1 && source[first] === 0) first++;
  const padding = (source[first] as number) >= 0x80 ? 1 : 0;
  target[at] = INTEGER;
  target[at + 1] = padding + end - first;
  target[at + 2] = 0;
  let to = at + 2 + padding;
  for (let from = first; from < end; from++) target[to++] = source[from] as number;
  return to;
}
