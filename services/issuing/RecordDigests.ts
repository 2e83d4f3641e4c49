import { createHmac, type KeyObject } from "node:crypto";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import type { DigestSecret, DigestSecrets } from "./DigestGenerations.ts";
import type { RecordDigest, RecordName } from "./DocumentDraft.ts";
import { normaliseName } from "./normaliseName.ts";
import { type NamedRecord, type RecordWords, toKeyWords, toRecordWords } from "./recordWords.ts";
import { retryStale } from "./retryStale.ts";

/** RFC 2104 §5 allows half of the output, and 128 bits leave no doubles to be expected. */
export const digestBytes = 16;

/** Names records: here, or in the process that holds the secrets. */
export interface RecordNaming {
  ofAll(type: DocumentType, records: readonly NamedRecord[]): Promise<readonly RecordDigest[]>;
  retryStale<T>(work: () => Promise<T>): Promise<T>;
}

export type RecordNamer = {
  /** Of the secrets, the newest first. */
  readonly generations: readonly number[];
  /** Under the newest secret, with the names under the others, by which the record may be known too. */
  ofWords(words: RecordWords): RecordDigest;
};

/**
 * Names records without telling them: an ID number is guessed in minutes from a bare hash of it, so the
 * digests are keyed with a secret of the deployment that is not kept in the database in the clear.
 */
export class RecordDigests implements RecordNaming {
  readonly #secrets: DigestSecrets;

  constructor(secrets: DigestSecrets) {
    this.#secrets = secrets;
  }

  /** Does the work again, with the secrets that there are now, when its documents were named with one of before. */
  retryStale<T>(work: () => Promise<T>): Promise<T> {
    return retryStale(work, () => this.#secrets.refresh());
  }

  /** Of each record, in order. */
  async ofAll(
    type: DocumentType,
    records: readonly NamedRecord[],
  ): Promise<readonly RecordDigest[]> {
    const { ofWords } = this.now();
    return records.map((record) => ofWords(toRecordWords(type, record)));
  }

  /** Names with the secrets as they are now, also when they change meanwhile. */
  now(): RecordNamer {
    const { newest, others } = this.#secrets.live;
    return {
      generations: [newest, ...others].map(({ generation }) => generation),
      ofWords: (words) => ({
        ...toName(newest, words),
        personKey: words.person === null ? null : toPersonKey(newest.secret, words.person),
        personGeneration: newest.generation,
        others: others.map((other) => toName(other, words)),
      }),
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
    return { ...toName(found, toRecordWords(type, { claims, person })), personKey };
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

const toName = ({ generation, secret }: DigestSecret, words: RecordWords): RecordName => ({
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
