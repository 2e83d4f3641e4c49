// For browsers, whose own decoders forgive what must be refused here: whitespace, missing padding,
// and bits left over in the last character.

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const standardCodes = toCodes(`${letters}+/`);
const urlCodes = toCodes(`${letters}-_`);
const standardValues = toValues(standardCodes);
const urlValues = toValues(urlCodes);
const PAD = 0x3d;
const ascii = new TextDecoder("utf-8");

/** RFC 4648: §4 with padding, or with `url` §5 without. */
export function encodeBase64(bytes: Uint8Array, url: boolean): string {
  return url ? encode(bytes, urlCodes, false) : encode(bytes, standardCodes, true);
}

/** The inverse of `encodeBase64`; null for a text that it would not have written. */
export function decodeBase64(text: string, url: boolean): Uint8Array | null {
  if (url) return decode(text, text.length, urlValues);
  if (text.length % 4 !== 0) return null;
  let end = text.length;
  if (end > 0 && text.charCodeAt(end - 1) === PAD) end--;
  if (end > 0 && text.charCodeAt(end - 1) === PAD) end--;
  return decode(text, end, standardValues);
}

function encode(bytes: Uint8Array, codes: Uint8Array, padded: boolean): string {
  const rest = bytes.length % 3;
  const whole = bytes.length - rest;
  const tail = rest === 0 ? 0 : padded ? 4 : rest + 1;
  const out = new Uint8Array((whole / 3) * 4 + tail).fill(PAD);
  let at = 0;
  for (let i = 0; i < whole; i += 3) {
    const bits = (at0(bytes, i) << 16) | (at0(bytes, i + 1) << 8) | at0(bytes, i + 2);
    out[at++] = at0(codes, bits >> 18);
    out[at++] = at0(codes, (bits >> 12) & 63);
    out[at++] = at0(codes, (bits >> 6) & 63);
    out[at++] = at0(codes, bits & 63);
  }
  if (rest > 0) {
    const bits = (at0(bytes, whole) << 16) | (at0(bytes, whole + 1) << 8);
    out[at++] = at0(codes, bits >> 18);
    out[at++] = at0(codes, (bits >> 12) & 63);
    if (rest === 2) out[at] = at0(codes, (bits >> 6) & 63);
  }
  return ascii.decode(out);
}

function decode(text: string, end: number, values: Uint8Array): Uint8Array | null {
  const rest = end % 4;
  if (rest === 1) return null;
  const whole = end - rest;
  const out = new Uint8Array((whole / 4) * 3 + (rest === 0 ? 0 : rest - 1));
  let at = 0;
  let bad = 0;
  for (let i = 0; i < whole; i += 4) {
    const a = value(text, i, values);
    const b = value(text, i + 1, values);
    const c = value(text, i + 2, values);
    const d = value(text, i + 3, values);
    bad |= a | b | c | d;
    out[at++] = (a << 2) | (b >> 4);
    out[at++] = (b << 4) | (c >> 2);
    out[at++] = (c << 6) | d;
  }
  if (rest > 0) {
    const a = value(text, whole, values);
    const b = value(text, whole + 1, values);
    const c = rest === 3 ? value(text, whole + 2, values) : 0;
    bad |= a | b | c;
    // Bits that no byte uses must be zero, or two texts would mean the same bytes.
    if ((rest === 2 ? b & 15 : c & 3) !== 0) bad |= INVALID;
    out[at++] = (a << 2) | (b >> 4);
    if (rest === 3) out[at] = (b << 4) | (c >> 2);
  }
  return (bad & INVALID) === 0 ? out : null;
}

const INVALID = 128;

function value(text: string, index: number, values: Uint8Array): number {
  const code = text.charCodeAt(index);
  return code < 128 ? at0(values, code) : INVALID;
}

function at0(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}

function toCodes(alphabet: string): Uint8Array {
  return Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
}

function toValues(codes: Uint8Array): Uint8Array {
  const values = new Uint8Array(128).fill(128);
  codes.forEach((code, index) => {
    values[code] = index;
  });
  return values;
}
