import type { Random } from "../Random.ts";

/** Pieces that readers have been slow on when there are very many of them. */
const units = [
  ...'~|.|\n|\r\n|\n\n| |,|"|""|\\|[|{|(|=|_|-|0|9|a|A|/|+|%|;|\t|é|甲|\ud83e\uddfe|\u0000|\ufeff'.split(
    "|",
  ),
  ...'[]|{}|[[|{"a":|"a",|1,|1e9,|null,|\\u0000|\\n|a~|AAAA|WyJhIl0|WyJhIiwxXQ~'.split("|"),
  "\u2014 sello.example AAAAAAA=\n",
  "extra ",
  "\n\u2014 ",
];

const repeat = (unit: string, bytes: number): string =>
  unit.repeat(Math.max(1, Math.floor(bytes / Buffer.byteLength(unit))));

/** JSON values of about so many bytes, each large in another direction. */
const slowValues: readonly ((bytes: number) => unknown)[] = [
  (bytes) => Array.from({ length: bytes / 8 }, (_, at) => ({ a: at })),
  (bytes) => Array.from({ length: bytes / 6 }, () => "aaa"),
  (bytes) => Object.fromEntries(Array.from({ length: bytes / 10 }, (_, at) => [`m${at}`, at])),
  (bytes) => "7".repeat(bytes),
  (bytes) => "𠮷".repeat(bytes / 4),
  (bytes) => Array.from({ length: bytes / 46 }, (_, at) => String(at).padEnd(43, "A")),
  (bytes) => Array.from({ length: bytes / 60 }, (_, at) => ({ "...": String(at).padEnd(43, "A") })),
  (bytes) => {
    let value: unknown = 0;
    for (let depth = Math.min(bytes / 8, 800); depth > 0; depth -= 1) value = { a: [value] };
    return value;
  },
];

/** Replaces one member's value, somewhere in a JSON object; adds one where there are none. */
function enlarge(text: string, bytes: number, random: Random): string | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const names = [...Object.keys(value), "_sd", "extra"];
    return JSON.stringify({ ...value, [random.pick(names)]: random.pick(slowValues)(bytes) });
  } catch {
    // Not JSON, or enlarged so often that it is too deep to be written.
    return null;
  }
}

const wrapped = /[A-Za-z0-9_-]{16,}/g;

/** Enlarges what is inside base64url, such as the payload of a JWT or a disclosure, and wraps it again. */
function enlargeInside(text: string, bytes: number, random: Random): string | null {
  const found = [...text.matchAll(wrapped)].filter(([inner]) => /^[eW]/.test(inner));
  if (found.length === 0) return null;
  const { 0: inner, index } = random.pick(found);
  const changed = enlarge(Buffer.from(inner, "base64url").toString(), (bytes * 3) / 4, random);
  if (changed === null) return null;
  const again = Buffer.from(changed).toString("base64url");
  return text.slice(0, index) + again + text.slice(index + inner.length);
}

/** Many parts of one kind: disclosures, lines, signatures. */
function multiply(text: string, bytes: number, random: Random): string {
  const separator = random.pick(["~", "\n", ".", ",", "},{"]);
  const parts = text.split(separator);
  const at = random.below(parts.length);
  const part = `${parts[at] ?? ""}${separator}`;
  const many = repeat(part, Math.max(bytes - text.length, 0));
  return [...parts.slice(0, at), many + (parts[at] ?? ""), ...parts.slice(at + 1)].join(separator);
}

/** A sample made as slow as one of the known ways allows, of at most `bytes` bytes. */
export function toSlow(sample: Buffer, bytes: number, random: Random): Buffer {
  const text = sample.toString("latin1");
  const room = Math.max(bytes - sample.length, 16);
  const kind = random.below(5);
  const asText = sample.toString("utf8");
  const changed =
    kind === 0
      ? enlarge(asText, room, random)
      : kind === 1
        ? enlargeInside(asText, room, random)
        : kind === 2
          ? multiply(asText, bytes, random)
          : null;
  if (changed !== null) return Buffer.from(changed).subarray(0, bytes);
  const at = random.below(text.length + 1);
  const flood = Buffer.from(repeat(random.pick(units), room));
  return Buffer.concat([sample.subarray(0, at), flood, sample.subarray(at)]).subarray(0, bytes);
}
