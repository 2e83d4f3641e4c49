import { findUnsafeCharacter } from "@sello/sdk";
import type { Violation } from "../../platform/errors.ts";
import type { Claims } from "../types/DocumentType.ts";

/** What a type says of the characters of one claim. */
export type ClaimCharacters = {
  /** Line breaks may be in it. */
  readonly multiLine: boolean;
  /** Zero-width joiners may be between its letters. */
  readonly joiners: boolean;
  /** A number or code: full-width characters become ASCII, letters become capitals. */
  readonly code: boolean;
};

export type CleanedClaims = {
  /** In Unicode normal form C, without white space at the ends. Nothing else was changed. */
  readonly claims: Claims;
  readonly violations: readonly Violation[];
  /** JSON pointers of texts that are not as they were given. */
  readonly changed: readonly string[];
};

const plain: ClaimCharacters = { multiLine: false, joiners: false, code: false };
// Of Unicode, not of JavaScript, which takes a byte order mark for white space.
const outerSpace = /^\p{White_Space}+|\p{White_Space}+$/gu;
// Most texts: ASCII and common ideographs without a space at the ends need no closer look.
const ordinary =
  /^[\x21-\x7e\u3400-\u4dbf\u4e00-\u9fff](?:[\x20-\x7e\u3400-\u4dbf\u4e00-\u9fff]*[\x21-\x7e\u3400-\u4dbf\u4e00-\u9fff])?$/;
const plainName = /^\w+$/;
const upper = /^[0-9A-Z]*$/;
const fullWidth = /[\uff01-\uff5e]/g;

/**
 * What is issued of claims that somebody gave. A character that is not seen, or that a screen would obey, is a
 * violation: to drop it would be to guess what was meant.
 * @param claims no deeper than `limits.jsonDepth`
 */
export function cleanClaims(
  claims: Claims,
  charactersOf: (claim: string) => ClaimCharacters | undefined,
): CleanedClaims {
  const found: Found = { violations: [], changed: [] };
  const looked = new Map<string, unknown>();
  for (const name of Object.keys(claims)) {
    const value = claims[name];
    const characters = charactersOf(name) ?? plain;
    // Most claims are clean as they are, and an import has millions.
    if (isCleanText(value, characters) && plainName.test(name)) continue;
    looked.set(name, clean(value, toPointer("", name, found), characters, found));
  }
  if (found.changed.length === 0) return { claims, ...found };
  const entries = Object.entries(claims).map(([name, value]) => [name, looked.get(name) ?? value]);
  return { claims: Object.fromEntries(entries), ...found };
}

const isCleanText = (value: unknown, { code }: ClaimCharacters): boolean =>
  typeof value === "string" && ordinary.test(value) && (!code || upper.test(value));

type Found = { readonly violations: Violation[]; readonly changed: string[] };

function clean(
  value: unknown,
  pointer: string,
  characters: ClaimCharacters,
  found: Found,
): unknown {
  if (typeof value === "string") return cleanText(value, pointer, characters, found);
  if (Array.isArray(value))
    return value.map((item, index) => clean(item, `${pointer}/${index}`, characters, found));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, member]) =>
      [name, clean(member, toPointer(pointer, name, found), characters, found)] as const,
  );
  return Object.fromEntries(entries);
}

function cleanText(
  given: string,
  pointer: string,
  { multiLine, joiners, code }: ClaimCharacters,
  { violations, changed }: Found,
): string {
  if (ordinary.test(given)) return code ? toCode(given, pointer, changed) : given;
  const trimmed = given.normalize("NFC").replace(outerSpace, "");
  const text = multiLine ? trimmed.replace(/\r\n?/g, "\n") : trimmed;
  const bad = findUnsafeCharacter(text, { lines: multiLine, joiners });
  if (bad !== null) {
    violations.push({
      pointer,
      code: "claim.character",
      message: `has ${bad.name} as character ${bad.place}: remove it`,
      rule: {
        zh: `请删除第${bad.place}个字符（${bad.name}）。`,
        es: `Quite el carácter número ${bad.place} (${bad.name}).`,
        en: `Remove character ${bad.place} (${bad.name}).`,
      },
    });
  }
  if (code) return toCode(text, pointer, changed, given);
  if (text !== given) changed.push(pointer);
  return text;
}

function toCode(text: string, pointer: string, changed: string[], given = text): string {
  if (text === given && upper.test(text)) return text;
  const halfWidth = text.replace(fullWidth, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
  const code = halfWidth.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  if (code !== given) changed.push(pointer);
  return code;
}

/** RFC 6901. A name with characters that may not be in it is a violation, and is not repeated. */
function toPointer(parent: string, name: string, { violations }: Found): string {
  if (plainName.test(name)) return `${parent}/${name}`;
  const bad = findUnsafeCharacter(name);
  const problem = bad ? `has ${bad.name}` : name.normalize("NFC") === name ? null : "is not in NFC";
  if (problem === null) return `${parent}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  violations.push({
    pointer: parent,
    code: "claim.name",
    message: `has a member whose name ${problem}: write the name again`,
  });
  return parent;
}
