import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { normaliseName } from "./normaliseName.ts";

/** What names a record, and whose it is. */
export type NamedRecord = {
  /** As the department gave them, without derived ones. */
  readonly claims: Claims;
  /** The ID number of the one whose document it is; null: nobody said. */
  readonly person: string | null;
};

/** The texts that the digests of a record are of. None is empty. */
export type RecordWords = {
  readonly key: string;
  readonly claims: string;
  /** As `normaliseName` writes it; null: its type has none. */
  readonly name: string | null;
  readonly person: string | null;
};

export function toRecordWords(type: DocumentType, { claims, person }: NamedRecord): RecordWords {
  const name = type.nameClaim === null ? undefined : claims[type.nameClaim];
  return {
    key: toKeyWords(
      type,
      type.naturalKey.map((each) => claims[each]),
    ),
    claims: `claims\n${type.id}\n${canonicalJson(claims)}`,
    name: typeof name === "string" ? normaliseName(name) || null : null,
    person: person || null,
  };
}

export const toKeyWords = (type: DocumentType, values: readonly unknown[]): string =>
  `key\n${type.id}\n${canonicalJson(values)}`;
