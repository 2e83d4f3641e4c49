import { createHmac, type KeyObject } from "node:crypto";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import { canonicalJson } from "./canonicalJson.ts";
import type { DigestSecret, DigestSecrets } from "./DigestGenerations.ts";
import type { RecordDigest, RecordName } from "./DocumentDraft.ts";
import { StaleDigests } from "./errors.ts";
import { normaliseName } from "./normaliseName.ts";

/** RFC 2104 §5 allows half of the output, and 128 bits leave no doubles to be expected. */
const digestBytes = 16;

/** What names a record, and whose it is. */
export type NamedRecord = {
  /** As the department gave them, without derived ones. */
  readonly claims: Claims;
  /** The ID number of the one whose document it is; null: nobody said. */
  readonly person: string | null;
};

/** Tries of work whose documents turn out to be named with a secret of before. */
const triesMax = 3;

/**
 * Names records without telling them: an ID number is guessed in minutes from a bare hash of it, so the
 * digests are keyed with a secret of the deployment that is not kept in the database in the clear.
 */
export class RecordDigests {
  readonly #secrets: DigestSecrets;

  constructor(secrets: DigestSecrets) {
    this.#secrets = secrets;
  }

  /** Does the work again, with the secrets that there are now, when its documents were named with one of before. */
  async retryStale<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StaleDigests) || tries === triesMax) throw error;
        await this.#secrets.refresh();
      }
    }
  }

  /** Of each record, in order. */
  async ofAll(
    type: DocumentType,
    records: readonly NamedRecord[],
  ): Promise<readonly RecordDigest[]> {
    return records.map((record) => this.#of(type, record));
  }

  /** Under the newest secret, with the names under the others, by which the record may be known too. */
  #of(type: DocumentType, { claims, person }: NamedRecord): RecordDigest {
    const { newest, others } = this.#secrets.live;
    const words = toWords(type, claims);
    return {
      ...toName(newest, words),
      personKey: person === null ? null : toPersonKey(newest.secret, person),
      personGeneration: newest.generation,
      others: others.map((other) => toName(other, words)),
    };
  }

  /** The same under one secret. Null: its generation is not there. */
  under(
    generation: number,
    type: DocumentType,
    claims: Claims,
    person: string | null,
  ): (RecordName & { readonly personKey: Buffer | null }) | null {
    const found = this.#secrets.live.all.find((each) => each.generation === generation);
    if (found === undefined) return null;
    const personKey = person === null ? null : toPersonKey(found.secret, person);
    return { ...toName(found, toWords(type, claims)), personKey };
  }

  /**
   * The keys under which all documents of a person are found, one for each secret.
   * @param idNumber as GB 11643 writes it
   */
  person(idNumber: string): readonly Buffer[] {
    return this.#secrets.live.all.map(({ secret }) => toPersonKey(secret, idNumber));
  }

  /** The keys under which all records of a type with this natural key are found, one for each secret. */
  naturalKey(type: DocumentType, values: readonly unknown[]): readonly Buffer[] {
    const words = toKeyWords(type, values);
    return this.#ofRecords().map(({ secret }) => digest(secret, words));
  }

  /** The keys under which documents with this name are found, one for each secret. */
  name(name: string): readonly Buffer[] {
    return this.#ofRecords().map(({ secret }) => toNameKey(secret, normaliseName(name)));
  }

  #ofRecords(): readonly DigestSecret[] {
    const { newest, others } = this.#secrets.live;
    return [newest, ...others];
  }
}

type Words = { readonly key: string; readonly claims: string; readonly name: string | null };

function toWords(type: DocumentType, claims: Claims): Words {
  const name = type.nameClaim === null ? undefined : claims[type.nameClaim];
  return {
    key: toKeyWords(
      type,
      type.naturalKey.map((each) => claims[each]),
    ),
    claims: `claims\n${type.id}\n${canonicalJson(claims)}`,
    name: typeof name === "string" ? normaliseName(name) : null,
  };
}

const toKeyWords = (type: DocumentType, values: readonly unknown[]): string =>
  `key\n${type.id}\n${canonicalJson(values)}`;

const toName = ({ generation, secret }: DigestSecret, words: Words): RecordName => ({
  generation,
  naturalKey: digest(secret, words.key),
  claimsDigest: digest(secret, words.claims),
  nameKey: words.name === null ? null : toNameKey(secret, words.name),
});

const toPersonKey = (secret: KeyObject, idNumber: string): Buffer =>
  digest(secret, `person\n${idNumber}`);

const toNameKey = (secret: KeyObject, name: string): Buffer => digest(secret, `name\n${name}`);

const digest = (secret: KeyObject, text: string): Buffer =>
  createHmac("sha256", secret).update(text, "utf8").digest().subarray(0, digestBytes);
