const supplementaryPointer = 189_000;
const basicPointers = 39_420;

/** Text in GB 18030, as Excel in China writes CSV. Node has a decoder alone; this is its inverse. */
export function encodeGb18030(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code >= 0x10000) bytes.push(...toFourBytes(code - 0x10000 + supplementaryPointer));
    else bytes.push(...(bytesOf().get(character) ?? missing(character)));
  }
  return Buffer.from(bytes);
}

let known: ReadonlyMap<string, readonly number[]> | null = null;

/** Every character of the Basic Multilingual Plane with its bytes, found by decoding all that there are. */
function bytesOf(): ReadonlyMap<string, readonly number[]> {
  if (known !== null) return known;
  const found = new Map<string, readonly number[]>();
  const decoder = new TextDecoder("gb18030");
  const add = (bytes: readonly number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (character.length === 1 && character !== "\ufffd" && !found.has(character))
      found.set(character, bytes);
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) add([lead, trail]);
  for (let pointer = 0; pointer < basicPointers; pointer += 1) add(toFourBytes(pointer));
  known = found;
  return found;
}

const toFourBytes = (pointer: number): number[] => [
  0x81 + Math.floor(pointer / 12_600),
  0x30 + (Math.floor(pointer / 1_260) % 10),
  0x81 + (Math.floor(pointer / 10) % 126),
  0x30 + (pointer % 10),
];

function missing(character: string): never {
  throw new Error(`GB 18030 has no ${character}`);
}
