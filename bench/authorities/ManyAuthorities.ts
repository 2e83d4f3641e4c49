import { createHash } from "node:crypto";
import {
  type AuthorityId,
  fromBase64url,
  parseTrustList,
  type TrustHead,
  type TrustListContent,
  toAuthorityId,
  toHex,
} from "@sello/sdk";
import { formatVerifierKey } from "@sello/sdk/log";
import type { Database } from "../../services/platform/database/Database.ts";
import { silentLogger } from "../../services/platform/Logger.ts";
import type { Authority } from "../../services/registry/Registry.ts";
import { PgTrustListStore } from "../../services/registry/trust/PgTrustListStore.ts";
import { TrustLists } from "../../services/registry/trust/TrustLists.ts";
import type { DocumentType } from "../../services/registry/types/DocumentType.ts";
import type { PublicKey } from "../../services/signing/Signer.ts";
import { localOffices } from "../../test/support/localOffices.ts";
import { issOf, World, worldTimes } from "../../test/support/world.ts";

type Listed = TrustListContent["authorities"][number];

/** Below these are all the others. */
const districts = 11;

/** A genuine small city among very many other authorities, and its trust lists in a real database. */
export class ManyAuthorities {
  readonly world: World;
  readonly lists: TrustLists;
  readonly #authorities = new Map<AuthorityId, Authority>();
  readonly #keys = new Map<string, PublicKey>();
  readonly #head: TrustHead;
  #revision = 0;

  private constructor(world: World, head: TrustHead, database: Database) {
    this.world = world;
    this.#head = head;
    this.lists = this.#openLists(database);
  }

  static async found(database: Database, count: number): Promise<ManyAuthorities> {
    const world = new World({ witnessCount: 12, quorum: 8, postQuantumCount: 12 });
    const { head } = parseTrustList(await world.trustListNote());
    const city = new ManyAuthorities(world, head, database);
    const { authorities } = world.trustListContent();
    for (const listed of authorities) city.#add(listed);
    const [top] = authorities as [Listed, ...Listed[]];
    for (let i = authorities.length; i < count; i += 1) city.#add(city.#office(i, top));
    return city;
  }

  /** An office is suspended, another one each time. */
  change(): void {
    this.#revision += 1;
    const authority = [...this.#authorities.values()].at(-this.#revision) as Authority;
    const [from, now] = [worldTimes.published, worldTimes.now];
    const states = [
      { state: "active", from, until: now },
      { state: "suspended", from: now, until: null },
    ] as const;
    this.#authorities.set(authority.id, { ...authority, states });
  }

  #add({ keys, ...listed }: Listed): void {
    const terms = keys.map(({ kid, jwk, from, until }) => {
      const thumbprint = toHex(fromBase64url(kid));
      this.#keys.set(thumbprint, { kid, jwk });
      return { thumbprint, jwk, distrustedFrom: null, from, until };
    });
    this.#authorities.set(listed.id, { ...listed, keys: terms, officers: [], faults: [] });
  }

  /** Like the city, one level or two below it, with a key that nobody has. */
  #office(i: number, top: Listed): Listed {
    const slug = `office-${i}`;
    const isDistrict = i < districts;
    const x = createHash("sha256").update(`x ${i}`).digest("base64url");
    const y = createHash("sha256").update(`y ${i}`).digest("base64url");
    const jwk = { kty: "EC", crv: "P-256", x, y } as const;
    const kid = createHash("sha256")
      .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x, y }))
      .digest("base64url");
    return {
      ...top,
      id: toAuthorityId(issOf(slug)),
      iss: issOf(slug),
      slug,
      name: { zh: `第 ${i} 办公室`, es: `Oficina ${i}`, en: `Office ${i}` },
      kind: isDistrict ? "district" : "department",
      parent: isDistrict ? top.id : toAuthorityId(issOf("futian")),
      keys: top.keys.map((key) => ({ ...key, kid, jwk })),
    };
  }

  #openLists(database: Database): TrustLists {
    const types = this.world.trustListContent().documentTypes.map(({ name, claims, ...type }) => ({
      ...type,
      title: name,
      claims: Object.fromEntries(
        claims.map(({ path: [claim], display }) => [claim, { title: display }]),
      ),
    }));
    const signers = this.world.signers.map((signer) => ({
      vkey: formatVerifierKey(signer.key),
      signer,
    }));
    return new TrustLists({
      registry: {
        current: async () => ({
          snapshot: {
            authorities: new Map(this.#authorities),
            grantedPrefixes: [],
            validators: [],
          },
          revision: this.#revision,
          reached: [],
        }),
      },
      documentTypes: {
        all: () => types as unknown as DocumentType[],
        published: () => [],
        revision: 0,
      },
      keys: { find: async () => this.#keys },
      store: new PgTrustListStore(database),
      frame: () => ({ head: this.#head, revision: 0 }),
      offices: localOffices(() => signers),
      clock: { nowMs: () => worldTimes.published * 1000 },
      logger: silentLogger,
    });
  }
}
