import type { JsonReader } from "../encoding/JsonReader.ts";
import { limits } from "../limits.ts";

/** On whose behalf a copy is shown, as its issuer signed it: `docs/formats.md`, *Mandates*. */
export interface Mandate {
  /** Who holds the copy's key, by name. */
  readonly delegate: string;
  /** For whom they act: whose document it is, by name. */
  readonly principal: string;
  /** `parent`, `guardian`, `power-of-attorney`; a word of this form that this version does not know stays as it is. */
  readonly relation: string;
  /** What the mandate is for, in the office's words; null: it does not say. */
  readonly purpose: string | null;
  /** Unix seconds: the first at which the copy does not count any more. */
  readonly until: number;
}

const relationForm = /^[a-z]+(-[a-z]+)*$/;

/** Throws EncodingError. */
export function readMandate(reader: JsonReader): Mandate {
  const name = (member: string) =>
    reader.member(member).string(undefined, limits.nameCharactersMax);
  return {
    delegate: name("delegate"),
    principal: name("principal"),
    relation: reader.member("relation").string(relationForm, limits.slugCharactersMax),
    purpose: reader
      .member("purpose")
      .optional((purpose) => purpose.string(undefined, limits.nameCharactersMax)),
    until: reader.member("until").numericDate(),
  };
}
