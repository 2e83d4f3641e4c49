/** A name of a member that is written with an escape, quotes included, and where it is in the text. */
export type EscapedName = { readonly start: number; readonly end: number; readonly name: string };

/** A JSON text in which no member name is written with an escape, and what stands in for those that were. */
export type PlainNames = { readonly text: string; readonly names: ReadonlyMap<string, string> };

// A text that never ends goes up to the end: each character is looked at once, whatever the input.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}:]/gs;

/**
 * The member names that are written with escapes.
 * @param text need not be JSON: then the answer means nothing, but it is given in time that grows with the text alone
 * @returns null when an object names a member twice: readers differ in which of the two they take (RFC 8259 §4)
 */
export function findEscapedNames(text: string): EscapedName[] | null {
  const open: Set<string>[] = [];
  const escaped: EscapedName[] = [];
  let start = 0;
  let written = "";
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (token !== ":") [start, written] = [index, token];
    else {
      const name = toName(written);
      const known = open.at(-1);
      if (known?.has(name)) return null;
      known?.add(name);
      if (written.includes("\\")) escaped.push({ start, end: start + written.length, name });
    }
  }
  return escaped;
}

/**
 * Puts plain names in the place of those with a backslash in them: Node's JSON.parse mixes up escaped names after
 * certain inputs, so that one request changes how another is read (nodejs/node#63785). Refusing them would refuse
 * honest clients: Python writes every name that is not ASCII with escapes.
 * @param text need not be JSON: then what comes back is no JSON either
 * @returns null when an object names a member twice
 */
export function takeOutEscapedNames(text: string): PlainNames | null {
  const escaped = findEscapedNames(text);
  if (escaped === null) return null;
  const names = new Map<string, string>();
  if (escaped.length === 0) return { text, names };
  // Nobody can have written a name that begins so.
  const prefix = crypto.randomUUID();
  let plain = "";
  let copied = 0;
  for (const { start, end, name } of escaped) {
    const standIn = `${prefix}${names.size}`;
    names.set(standIn, name);
    plain += `${text.slice(copied, start)}"${standIn}"`;
    copied = end;
  }
  return { text: plain + text.slice(copied), names };
}

/** The value with the names that it was written with. */
export function putBackNames(value: unknown, names: PlainNames["names"]): unknown {
  if (names.size === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => putBackNames(item, names));
  const entries = Object.entries(value).map(
    ([name, member]) => [names.get(name) ?? name, putBackNames(member, names)] as const,
  );
  // `__proto__` becomes a member like any other.
  return Object.fromEntries(entries);
}

// A text alone is read rightly. One that is not JSON makes the whole no JSON.
function toName(written: string): string {
  if (!written.includes("\\")) return written.slice(1, -1);
  try {
    return JSON.parse(written) as string;
  } catch {
    return written;
  }
}
