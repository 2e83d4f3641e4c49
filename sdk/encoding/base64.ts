import { EncodingError, type EncodingErrorCode } from "./EncodingError.ts";

// One implementation for Node and browsers, because the platforms' own decoders forgive what must
// be refused here: whitespace, missing padding, and bits left over in the last character. A text
// that decodes is the only text of its bytes, so nobody can alter a document without altering it.

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const standardCodes = toCodes(`${letters}+/`);
const urlCodes = toCodes(`${letters}-_`);
const standardValues = toValues(standardCodes);
const urlValues = toValues(urlCodes);
const PAD = 0x3d;
const ascii = new TextDecoder("utf-8");

/** RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return encode(bytes, standardCodes, true);
}

/** RFC 4648 §5, without padding, as JOSE uses it. */
export function toBase64url(bytes: Uint8Array): string {
  return encode(bytes, urlCodes, false);
}

/** Strict and canonical; throws EncodingError `encoding.base64`. */
export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw refuse("encoding.base64", text.length);
  let end = text.length;
  if (end > 0 && text.charCodeAt(end - 1) === PAD) end--;
  if (end > 0 && text.charCodeAt(end - 1) === PAD) end--;
  return decode(text, end, standardValues, "encoding.base64");
}

/** Strict and canonical, no padding; throws EncodingError `encoding.base64url`. */
export function fromBase64url(text: string): Uint8Array {
  return decode(text, text.length, urlValues, "encoding.base64url");
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

function decode(
  text: string,
  end: number,
  values: Uint8Array,
  code: EncodingErrorCode,
): Uint8Array {
  const rest = end % 4;
  if (rest === 1) throw refuse(code, text.length);
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
  if ((bad & INVALID) !== 0) throw refuse(code, text.length);
  return out;
}

const INVALID = 128;

function value(text: string, index: number, values: Uint8Array): number {
  const code = text.charCodeAt(index);
  return code < 128 ? at0(values, code) : INVALID;
}

function at0(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}

function refuse(code: EncodingErrorCode, characters: number): EncodingError {
  return new EncodingError(code, "not canonical base64", { characters });
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
