import { createSecretKey, type KeyObject } from "node:crypto";
import type { Queryable } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";

/** A secret with which digests are keyed. */
export type DigestSecret = {
  readonly generation: number;
  readonly secret: KeyObject;
  /** Whether only persons are still named with it, and no records. */
  readonly personsOnly: boolean;
};

/** What digests are of: records that were issued, or requests to issue. */
export type DigestPurpose = "records" | "requests";

/** The secrets of one purpose at a moment. */
export type SecretSet = {
  /** With which everything new is named. */
  readonly newest: DigestSecret;
  /** With which records are named still. */
  readonly others: readonly DigestSecret[];
  /** With which anything is named still: persons too. Newest first. */
  readonly all: readonly DigestSecret[];
};

/** The secrets of one purpose, as this process knows them. */
export interface DigestSecrets {
  readonly live: SecretSet;
  /** Looks whether there are others now. */
  refresh(): Promise<void>;
}

const bytesMin = 32;

/** One secret that never changes. @param secret at least 32 random bytes */
export function fixedSecret(secret: Uint8Array): DigestSecrets {
  if (secret.length < bytesMin) throw new RangeError("the secret of digests is too short");
  const live = toSet([{ generation: 0, secret: createSecretKey(secret), personsOnly: false }]);
  return { live, refresh: async () => {} };
}

/** @param all newest first */
function toSet(all: readonly DigestSecret[]): SecretSet {
  const [newest, ...others] = all;
  if (newest === undefined) throw new Error("there is no secret for digests");
  return { newest, others: others.filter(({ personsOnly }) => !personsOnly), all };
}

/** As which the first secret of a purpose is kept (`SealedKeys.secretFor`). */
const sealedPurposes = { records: "record-digests", requests: "request-digests" } as const;

/** Under which name the secret of a generation is sealed. The first have the names of before there were others. */
export function nameOfSecret(purpose: DigestPurpose, generation: number): string {
  const first = `secret/${sealedPurposes[purpose]}`;
  return generation === 0 ? first : `${first}/${generation}`;
}

type Parts = { readonly database: Queryable; readonly keys: SealedKeys; readonly logger: Logger };

type Live = Readonly<Record<DigestPurpose, SecretSet>>;

/**
 * The secrets of all generations, followed while they change. Table `digest_generations` says which there are. One that
 * was begun is known to every process within `limits.digestsLookMs`.
 */
export class LiveDigestSecrets {
  readonly loop: SteadyLoop;
  readonly #parts: Parts;
  #live: Live;

  private constructor(parts: Parts, live: Live) {
    this.#parts = parts;
    this.#live = live;
    this.loop = new SteadyLoop({
      name: "digest-secrets",
      step: () => this.refresh().then(() => limits.digestsLookMs),
      logger: parts.logger,
    });
  }

  static async open(parts: Parts): Promise<LiveDigestSecrets> {
    return new LiveDigestSecrets(parts, await read(parts, null));
  }

  /** Makes the secrets of a generation, before anybody is told that there is one. Once is enough. */
  async make(generation: number): Promise<void> {
    for (const purpose of ["records", "requests"] as const)
      await this.#parts.keys.createOrLoad(nameOfSecret(purpose, generation), "secret");
  }

  of(purpose: DigestPurpose): DigestSecrets {
    const live = () => this.#live[purpose];
    return {
      get live() {
        return live();
      },
      refresh: () => this.refresh(),
    };
  }

  async refresh(): Promise<void> {
    this.#live = await read(this.#parts, this.#live);
  }
}

type GenerationRow = { purpose: DigestPurpose; generation: number; personsOnly: boolean };

/** @param before what is known already: a secret that was opened once is not looked for again */
async function read(parts: Parts, before: Live | null): Promise<Live> {
  const open = async ({ purpose, generation, personsOnly }: GenerationRow) => {
    const known = before?.[purpose].all.find((each) => each.generation === generation);
    const secret = known?.secret ?? (await openSecret(parts, purpose, generation));
    return secret && { purpose, generation, personsOnly, secret };
  };
  const rows = await selectGenerations(parts.database);
  const opened = await Promise.all(rows.map(open));
  const found = opened.filter((each) => each !== null);
  // One was erased since the rows were read: there are others now.
  if (found.length < rows.length) return read(parts, before);
  const of = (asked: DigestPurpose) => toSet(found.filter(({ purpose }) => purpose === asked));
  return { records: of("records"), requests: of("requests") };
}

async function selectGenerations(database: Queryable): Promise<readonly GenerationRow[]> {
  const { rows } = await database.query<GenerationRow>(
    `select purpose, generation, persons_only as "personsOnly" from digest_generations
     order by generation desc`,
  );
  return rows;
}

/**
 * Null: it was erased a moment ago. A look-up must not make it again, so only the first secret is made here, and only
 * when its generation is there still: row and secret are erased in one transaction.
 */
async function openSecret(
  { database, keys }: Parts,
  purpose: DigestPurpose,
  generation: number,
): Promise<KeyObject | null> {
  const found = await keys.find(nameOfSecret(purpose, generation), "secret");
  if (found !== null || generation > 0) return found;
  const rows = await selectGenerations(database);
  const isThere = rows.some((row) => row.purpose === purpose && row.generation === 0);
  return isThere ? keys.secretFor(sealedPurposes[purpose]) : null;
}
