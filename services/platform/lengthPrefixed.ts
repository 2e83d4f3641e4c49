const lengthBytes = 4;

/** Each part after its length (4 bytes, big-endian), one behind the other. */
export function packParts(parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((sum, { length }) => sum + lengthBytes + length, 0);
  const bytes = Buffer.allocUnsafe(size);
  let offset = 0;
  for (const part of parts) {
    offset = bytes.writeUInt32BE(part.length, offset);
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The part that begins at `offset`, uncopied, and where it ends. Throws `RangeError` when it is cut short. */
export function readPart(bytes: Buffer, offset: number): { part: Buffer; end: number } {
  const start = offset + lengthBytes;
  if (start > bytes.length) throw cutShort();
  const end = start + bytes.readUInt32BE(offset);
  if (end > bytes.length) throw cutShort();
  return { part: bytes.subarray(start, end), end };
}

/** All parts from `offset` to the end. Errors as `readPart`. */
export function readParts(bytes: Buffer, offset: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = offset; at < bytes.length; ) {
    const { part, end } = readPart(bytes, at);
    parts.push(part);
    at = end;
  }
  return parts;
}

const cutShort = () => new RangeError("a part is cut short");
