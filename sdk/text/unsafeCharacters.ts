// Characters that are not seen, that move the cursor, or that turn the order of what is around them. What stays
// allowed, because names and addresses of real people are written with it: variation selectors behind an ideograph
// (Unicode Standard 23.4), Mongolian variation selectors behind a Mongolian letter, and every code point of the two
// ideographic planes, since a name may be newer than this program's Unicode tables.

const unsafe =
  /[\p{Cc}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffd]/u;
const everyUnsafe = new RegExp(unsafe.source, "gu");
const printableAscii = /^[\x20-\x7e]*$/;

const ideograph = /\p{Unified_Ideograph}$|[\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]$/u;
const mongolian = /\p{Script=Mongolian}$/u;
const letterBefore = /[\p{L}\p{M}]$/u;
const letterAfter = /^[\p{L}\p{M}]/u;

/** A character that is refused or shown by its number, with where it was found. */
export interface UnsafeCharacter {
  /** As the Unicode Standard writes it: `U+202E RIGHT-TO-LEFT OVERRIDE`. */
  readonly name: string;
  /** The place of the character, counted from 1 in characters. */
  readonly place: number;
}

export interface AllowedCharacters {
  /** Line feeds. */
  readonly lines?: boolean;
  /** U+200C and U+200D between letters, as some scripts need them. */
  readonly joiners?: boolean;
}

/** The first unsafe character; null without one. */
export function findUnsafeCharacter(
  text: string,
  allowed: AllowedCharacters = {},
): UnsafeCharacter | null {
  if (printableAscii.test(text) || !unsafe.test(text)) return null;
  for (const { 0: character, index } of text.matchAll(everyUnsafe)) {
    if (isInPlace(text, index, character, allowed)) continue;
    const place = [...text.slice(0, index)].length + 1;
    return { name: toCharacterName(character.codePointAt(0) ?? 0), place };
  }
  return null;
}

/**
 * The text for a person's eyes: what would not be seen, or would be obeyed, is written as `\u{202e}`.
 * @param allowed what is left as it is
 * @param write writes a character in another way
 */
export function toVisibleText(
  text: string,
  allowed: AllowedCharacters = {},
  write: (character: string) => string = toMark,
): string {
  if (printableAscii.test(text) || !unsafe.test(text)) return text;
  return text.replace(everyUnsafe, (character, index: number) =>
    isInPlace(text, index, character, allowed) ? character : write(character),
  );
}

const toMark = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

function isInPlace(
  text: string,
  index: number,
  character: string,
  { lines, joiners }: AllowedCharacters,
): boolean {
  const code = character.codePointAt(0) ?? 0;
  const before = text.slice(Math.max(0, index - 2), index);
  if (code === 0x0a) return lines === true;
  if (code === 0x200c || code === 0x200d)
    return (
      joiners === true &&
      letterBefore.test(before) &&
      letterAfter.test(text.slice(index + 1, index + 3))
    );
  if (isVariationSelector(code)) return ideograph.test(before);
  if (isMongolianSelector(code)) return mongolian.test(before);
  return isIdeographPlane(code);
}

const isVariationSelector = (code: number): boolean =>
  (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);

const isMongolianSelector = (code: number): boolean => code >= 0x180b && code <= 0x180f;

const isIdeographPlane = (code: number): boolean =>
  code >= 0x20000 && code <= 0x3fffd && (code & 0xfffe) !== 0xfffe;

function toCharacterName(code: number): string {
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  return `U+${hex} ${names.get(code) ?? kindOf(code)}`;
}

function kindOf(code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) return "HALF OF A SURROGATE PAIR";
  if ((code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)) return "NONCHARACTER";
  if (code < 0xa0) return "CONTROL CHARACTER";
  if (code >= 0xe0000 && code <= 0xe007f) return "TAG CHARACTER";
  if (isVariationSelector(code) || isMongolianSelector(code)) return "VARIATION SELECTOR";
  return /\p{Cn}/u.test(String.fromCodePoint(code)) ? "UNASSIGNED" : "INVISIBLE CHARACTER";
}

// Names of the Unicode Character Database; of control characters, their aliases there.
const names: ReadonlyMap<number, string> = new Map([
  [0x00, "NULL"],
  [0x07, "BELL"],
  [0x08, "BACKSPACE"],
  [0x09, "CHARACTER TABULATION"],
  [0x0a, "LINE FEED"],
  [0x0b, "LINE TABULATION"],
  [0x0c, "FORM FEED"],
  [0x0d, "CARRIAGE RETURN"],
  [0x1b, "ESCAPE"],
  [0x7f, "DELETE"],
  [0x85, "NEXT LINE"],
  [0x9b, "CONTROL SEQUENCE INTRODUCER"],
  [0xad, "SOFT HYPHEN"],
  [0x34f, "COMBINING GRAPHEME JOINER"],
  [0x61c, "ARABIC LETTER MARK"],
  [0x180e, "MONGOLIAN VOWEL SEPARATOR"],
  [0x200b, "ZERO WIDTH SPACE"],
  [0x200c, "ZERO WIDTH NON-JOINER"],
  [0x200d, "ZERO WIDTH JOINER"],
  [0x200e, "LEFT-TO-RIGHT MARK"],
  [0x200f, "RIGHT-TO-LEFT MARK"],
  [0x2028, "LINE SEPARATOR"],
  [0x2029, "PARAGRAPH SEPARATOR"],
  [0x202a, "LEFT-TO-RIGHT EMBEDDING"],
  [0x202b, "RIGHT-TO-LEFT EMBEDDING"],
  [0x202c, "POP DIRECTIONAL FORMATTING"],
  [0x202d, "LEFT-TO-RIGHT OVERRIDE"],
  [0x202e, "RIGHT-TO-LEFT OVERRIDE"],
  [0x2060, "WORD JOINER"],
  [0x2066, "LEFT-TO-RIGHT ISOLATE"],
  [0x2067, "RIGHT-TO-LEFT ISOLATE"],
  [0x2068, "FIRST STRONG ISOLATE"],
  [0x2069, "POP DIRECTIONAL ISOLATE"],
  [0x3164, "HANGUL FILLER"],
  [0xfeff, "ZERO WIDTH NO-BREAK SPACE"],
  [0xfff9, "INTERLINEAR ANNOTATION ANCHOR"],
  [0xfffa, "INTERLINEAR ANNOTATION SEPARATOR"],
  [0xfffb, "INTERLINEAR ANNOTATION TERMINATOR"],
  [0xfffc, "OBJECT REPLACEMENT CHARACTER"],
  [0xfffd, "REPLACEMENT CHARACTER"],
]);
