import { limits } from "../../../sdk/limits.ts";
import { parseNote } from "../../../sdk/note/parseNote.ts";
import type { TrustListContent } from "../../../sdk/trust/TrustList.ts";

const header = "sello-trust-list/1";

/** The text to be signed: a line that names the format, and one of compact JSON. */
export const toTrustListText = (content: TrustListContent): string =>
  `${header}\n${JSON.stringify(content)}\n`;

/** The content of a list that we signed ourselves; whoever did not must verify it with the sdk. */
export function readTrustListNote(note: string): TrustListContent {
  const { text } = parseNote(note, limits.trustListBytesMax);
  return JSON.parse(text.slice(header.length + 1)) as TrustListContent;
}
