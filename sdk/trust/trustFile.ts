import { entriesFirstLine } from "./allEntries.ts";

// A trust list as a file: its note, and behind it all of its entries, if they are to be at hand without network.

export interface TrustFile {
  readonly note: string;
  /** As `formatAllEntries` writes them; null without. */
  readonly entries: string | null;
}

export const formatTrustFile = ({ note, entries }: TrustFile): string =>
  entries === null ? note : `${note}\n${entries}`;

export function splitTrustFile(text: string): TrustFile {
  // A note has this line nowhere: its text is two lines, and its signatures begin with a dash.
  const at = text.indexOf(`\n\n${entriesFirstLine}\n`);
  return at < 0
    ? { note: text, entries: null }
    : { note: text.slice(0, at + 1), entries: text.slice(at + 2) };
}
