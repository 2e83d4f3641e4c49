import type { Hex } from "@sello/sdk";
import type { Entries } from "./EntryBook.ts";
import type { EntryChanges, EntryKind, StoredEntry } from "./PgTrustListStore.ts";

/** What to keep of a version, given what the one before has: of a change of one authority, one entry. */
export function entryChanges(before: Entries | null, after: Entries): EntryChanges {
  const closed: Omit<StoredEntry, "text">[] = [];
  const opened: StoredEntry[] = [];
  for (const { kind, entriesOf } of kinds) {
    const were = new Map(
      before === null ? [] : entriesOf(before).map(({ id, text }) => [id, text]),
    );
    for (const { id, text } of entriesOf(after)) {
      const was = were.get(id);
      were.delete(id);
      if (was === text) continue;
      opened.push({ kind, id, text });
      if (was !== undefined) closed.push({ kind, id });
    }
    closed.push(...[...were.keys()].map((id) => ({ kind, id })));
  }
  return { closed, opened };
}

type Texts = readonly { readonly id: Hex; readonly text: string }[];

const kinds: readonly { kind: EntryKind; entriesOf: (entries: Entries) => Texts }[] = [
  { kind: "authority", entriesOf: ({ authorities }) => authorities.entries },
  { kind: "document-type", entriesOf: ({ documentTypes }) => documentTypes.entries },
];
