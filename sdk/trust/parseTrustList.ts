import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { parseNote } from "../note/parseNote.ts";
import { SelloError } from "../SelloError.ts";
import { contentToHead } from "./contentToHead.ts";
import { readTrustHead } from "./readTrustHead.ts";
import { readTrustListContent } from "./readTrustListContent.ts";
import { requireSoundEntries } from "./requireSoundEntries.ts";
import { requireSoundHead } from "./requireSoundHead.ts";
import type { Authority, TrustHead, TrustList } from "./TrustList.ts";
import type { ListedAuthority, TrustListContent } from "./TrustListContent.ts";
import { TrustListError } from "./TrustListError.ts";

const firstLines = { list1: "sello-trust-list/1", list2: "sello-trust-list/2" } as const;
// A JSON Schema inside a document type nests deeper than documents do.
const depthMax = 64;

type Read = Omit<TrustList, "note" | "signedBy">;

/** The note text of a head, to be signed. Throws TrustListError for one that is not sound. */
export function formatTrustHead(head: TrustHead): string {
  const json = JSON.stringify(readMembers(head, readTrustHead));
  const text = `${firstLines.list2}\n${json}\n`;
  parseText(text); // Nothing is written that would not be read.
  return text;
}

/** The note text of a trust list 1, to be signed. Throws TrustListError for one that is not sound. */
export function formatTrustList(content: TrustListContent): string {
  const text = `${firstLines.list1}\n${JSON.stringify(content)}\n`;
  parseText(text); // Nothing is written that would not be read.
  return text;
}

/**
 * Reads the note of a trust list, 1 or 2; its signatures are not verified. A list 1 brings all of its entries, a list 2
 * is the head alone. Throws TrustListError or NoteError.
 */
export function parseTrustList(noteText: string): TrustList {
  const note = openTrustNote(noteText);
  return { ...parseText(note.text), note, signedBy: null };
}

/** The head of a text that `formatTrustHead` made and that nobody has signed yet. Throws TrustListError. */
export function parseTrustHead(text: string): TrustHead {
  if (text.length > limits.trustListBytesMax) {
    throw new TrustListError("trust-list.too-large", "the trust list is too large");
  }
  const { version, json } = splitText(text);
  if (version !== "list2") throw malformed("lines");
  return fromHead(readHead(json)).head;
}

/** What a list 1 says, as it was written; null for a list 2. Throws TrustListError or NoteError. */
export function parseTrustListContent(noteText: string): TrustListContent | null {
  const { version, json } = splitText(openTrustNote(noteText).text);
  return version === "list1" ? readContent(json) : null;
}

function openTrustNote(noteText: string) {
  if (noteText.length > limits.trustListBytesMax) {
    throw new TrustListError("trust-list.too-large", "the trust list is too large");
  }
  return parseNote(noteText, limits.trustListBytesMax);
}

function splitText(text: string) {
  const [first, json = "", end, more] = text.split("\n");
  const version = first === firstLines.list1 ? "list1" : "list2";
  if (first !== firstLines[version] || end !== "" || more !== undefined) throw malformed("lines");
  return { version, json } as const;
}

function parseText(text: string): Read {
  const { version, json } = splitText(text);
  return version === "list1" ? fromContent(readContent(json)) : fromHead(readHead(json));
}

function readHead(json: string): TrustHead {
  const head = readMembers(parseTrustJson(json), readTrustHead);
  // One text for one meaning: members in their order, no spaces, no number written two ways.
  if (JSON.stringify(head) !== json) throw malformed("not-compact");
  return head;
}

function fromHead(head: TrustHead): Read {
  requireSoundHead(head);
  const none = { authorities: new Map(), documentTypes: new Map(), absent: new Set<never>() };
  const isComplete = head.authorities.count === 0 && head.documentTypes.count === 0;
  return { head, ...none, isComplete };
}

function readContent(json: string): TrustListContent {
  const value = parseTrustJson(json);
  // One text for one meaning: no spaces, no member twice, no number written two ways.
  if (JSON.stringify(value) !== json) throw malformed("not-compact");
  return readMembers(value, readTrustListContent);
}

function fromContent(content: TrustListContent): Read {
  const head = contentToHead(content);
  requireSoundHead(head);
  requireSoundEntries(content.authorities, content.documentTypes);
  return {
    head,
    authorities: new Map(content.authorities.map((listed) => [listed.id, toAuthority(listed)])),
    documentTypes: new Map(content.documentTypes.map((type) => [type.id, type])),
    isComplete: true,
    absent: new Set(),
  };
}

const toAuthority = (listed: ListedAuthority): Authority => ({
  ...listed,
  keys: listed.keys.map((key) => ({ ...key, distrustedFrom: null })),
});

/** JSON that signers of trust lists wrote. Throws TrustListError `trust-list.malformed`. */
export function parseTrustJson(json: string): unknown {
  try {
    return parseJson(json, depthMax);
  } catch {
    throw malformed("json");
  }
}

/** Reads members; what does not fit is a TrustListError `trust-list.malformed` that says where. */
export function readMembers<Value>(value: unknown, read: (json: JsonReader) => Value): Value {
  try {
    return read(new JsonReader(value));
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new TrustListError("trust-list.malformed", error.message, {
      reason: "member",
      ...error.data,
    });
  }
}

export function malformed(reason: string): TrustListError {
  return new TrustListError("trust-list.malformed", `not a trust list: ${reason}`, { reason });
}
