import { EncodingError } from "./EncodingError.ts";

/**
 * Throws EncodingError `encoding.json-duplicate` when an object of the text names a member twice.
 * @param value what JSON.parse made of the text, in which only the last of the two is left
 */
export function requireUniqueNames(text: string, value: unknown): void {
  // Without escapes, each colon of the text is one that follows a name or one inside a text. Where fewer are in the
  // value, a member was dropped. That takes a tenth of what reading the text once more takes.
  const hasDuplicate = text.includes("\\")
    ? hasRepeatedName(text)
    : countColons(text) !== countExpected(value);
  if (hasDuplicate) {
    throw new EncodingError("encoding.json-duplicate", "an object names a member twice");
  }
}

function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) count += 1;
  return count;
}

function countExpected(value: unknown): number {
  if (typeof value === "string") return countColons(value);
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countExpected(item);
    return count;
  }
  for (const name of Object.keys(value)) {
    count += 1 + countColons(name) + countExpected((value as Record<string, unknown>)[name]);
  }
  return count;
}

// The text is JSON already, so a text before a colon is a name, and brackets match.
function hasRepeatedName(text: string): boolean {
  const open: Set<string>[] = [];
  let last = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfText(text, at);
      last = text.slice(at, end);
      at = end - 1;
    } else if (character === "{") open.push(new Set());
    else if (character === "}") open.pop();
    else if (character === ":") {
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}

/** Where the text that begins with a quote at `start` is over. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
