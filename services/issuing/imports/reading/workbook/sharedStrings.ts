import { tooMuch, type WorkbookLimits } from "./Archive.ts";
import { readXml } from "./readXml.ts";

/** The texts that cells refer to by number (ECMA-376 part 1, 18.4), without what is written above Asian ones. */
export async function readSharedStrings(
  pieces: AsyncIterable<string>,
  limits: WorkbookLimits,
): Promise<readonly string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = "";
  let isText = false;
  let isPhonetic = false;
  await readXml(pieces, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") isPhonetic = true;
      else if (name === "t") isText = !isPhonetic;
    },
    text(more) {
      if (!isText) return;
      characters += more.length;
      if (characters > limits.sharedCharacters) throw tooMuch("characters");
      text += more;
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "si") {
        if (strings.length >= limits.sharedStrings)
          throw tooMuch("different texts", limits.sharedStrings);
        strings.push(unescapeText(text));
      }
    },
  });
  return strings;
}

/** `_x000D_` is a character that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
