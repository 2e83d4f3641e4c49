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

/** The secrets of one purpose, as this process knows them: newest first, at least one. */
export interface DigestSecrets {
  readonly live: readonly DigestSecret[];
  /** Looks whether there are others now. */
  refresh(): Promise<void>;
}

const bytesMin = 32;

/** One secret that never changes. @param secret at least 32 random bytes */
export function fixedSecret(secret: Uint8Array): DigestSecrets {
  if (secret.length < bytesMin) throw new RangeError("the secret of digests is too short");
  const live = [{ generation: 0, secret: createSecretKey(secret), personsOnly: false }];
  return { live, refresh: async () => {} };
}

/** Under which name the secret of a generation is sealed. The first have the names of before there were others. */
export const nameOfSecret = (purpose: DigestPurpose, generation: number): string => {
  const first = `secret/${purpose === "records" ? "record" : "request"}-digests`;
  return generation === 0 ? first : `${first}/${generation}`;
};

type Parts = { readonly database: Queryable; readonly keys: SealedKeys; readonly logger: Logger };

/**
 * The secrets of all generations, followed while they change. Table `digest_generations` says which there are. One that
 * was begun is known to every process within `limits.digestsLookMs`.
 */
export class LiveDigestSecrets {
  readonly loop: SteadyLoop;
  readonly #parts: Parts;
  #live: Readonly<Record<DigestPurpose, readonly DigestSecret[]>>;

  private constructor(parts: Parts, live: Record<DigestPurpose, readonly DigestSecret[]>) {
    this.#parts = parts;
    this.#live = live;
    this.loop = new SteadyLoop({
      name: "digest-secrets",
      step: () => this.refresh().then(() => limits.digestsLookMs),
      logger: parts.logger,
    });
  }

  static async open(parts: Parts): Promise<LiveDigestSecrets> {
    return new LiveDigestSecrets(parts, await read(parts));
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
    this.#live = await read(this.#parts);
  }
}

type GenerationRow = { purpose: DigestPurpose; generation: number; personsOnly: boolean };

async function read({ database, keys }: Parts): Promise<Record<DigestPurpose, DigestSecret[]>> {
  const { rows } = await database.query<GenerationRow>(
    `select purpose, generation, persons_only as "personsOnly" from digest_generations
     order by generation desc`,
  );
  const open = async (purpose: DigestPurpose): Promise<DigestSecret[]> =>
    Promise.all(
      rows
        .filter((row) => row.purpose === purpose)
        .map(async ({ generation, personsOnly }) => ({
          generation,
          personsOnly,
          secret: await openSecret(keys, purpose, generation),
        })),
    );
  return { records: await open("records"), requests: await open("requests") };
}

const openSecret = (keys: SealedKeys, purpose: DigestPurpose, generation: number) =>
  generation === 0
    ? keys.secretFor(purpose === "records" ? "record-digests" : "request-digests")
    : keys.createOrLoad(nameOfSecret(purpose, generation), "secret");
