import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { limits } from "../limits.ts";
import { parseNote } from "../note/parseNote.ts";
import { parseVerifierKey } from "../note/VerifierKey.ts";
import { SelloError } from "../SelloError.ts";
import { readTrustListContent } from "./readTrustListContent.ts";
import { requireSound } from "./requireSound.ts";
import type { TrustList, TrustListContent } from "./TrustList.ts";
import { TrustListError } from "./TrustListError.ts";

const firstLine = "sello-trust-list/1";
// A JSON Schema inside a document type nests deeper than documents do.
const depthMax = 64;

/** The note text of a trust list, to be signed. Throws TrustListError for one that is not sound. */
export function formatTrustList(content: TrustListContent): string {
  const text = `${firstLine}\n${JSON.stringify(content)}\n`;
  parseText(text); // Nothing is written that would not be read.
  return text;
}

/** Reads a trust list note; its signatures are not verified. Throws TrustListError or NoteError. */
export function parseTrustList(noteText: string): TrustList {
  if (noteText.length > limits.trustListBytesMax) {
    throw new TrustListError("trust-list.too-large", "the trust list is too large");
  }
  const note = parseNote(noteText, limits.trustListBytesMax);
  return { ...parseText(note.text), note, signedBy: null };
}

function parseText(text: string): Omit<TrustList, "note" | "signedBy"> {
  const [first, json = "", end, more] = text.split("\n");
  if (first !== firstLine || end !== "" || more !== undefined) throw malformed("lines");
  const value = parseContentJson(json);
  // One text for one meaning: no spaces, no member twice, no number written two ways.
  if (JSON.stringify(value) !== json) throw malformed("not-compact");
  const list = toTrustList(readContent(value));
  requireSound({ ...list, note: { text, signatures: [] } });
  return list;
}

function toTrustList(content: TrustListContent): Omit<TrustList, "note" | "signedBy"> {
  return {
    content,
    logKey: parseVerifierKey(content.log.key),
    witnessKeys: content.witnesses.flatMap(({ key, postQuantumKey }) =>
      [key, postQuantumKey].filter((vkey) => vkey !== undefined).map(parseVerifierKey),
    ),
    signerKeys: content.signers.map(({ key }) => parseVerifierKey(key)),
    authorities: new Map(content.authorities.map((authority) => [authority.id, authority])),
    documentTypes: new Map(content.documentTypes.map((type) => [type.id, type])),
  };
}

function parseContentJson(json: string): unknown {
  try {
    return parseJson(json, depthMax);
  } catch {
    throw malformed("json");
  }
}

function readContent(value: unknown): TrustListContent {
  try {
    return readTrustListContent(new JsonReader(value));
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new TrustListError("trust-list.malformed", error.message, {
      reason: "member",
      ...error.data,
    });
  }
}

function malformed(reason: string): TrustListError {
  return new TrustListError("trust-list.malformed", `not a trust list: ${reason}`, { reason });
}
