import type { AuthorityId, Hex } from "@sello/sdk";
import { privateKeyToAccount } from "viem/accounts";
import { PgAuditLog } from "../../../../../services/audit/PgAuditLog.ts";
import type { Caller } from "../../../../../services/http/Caller.ts";
import type { Database } from "../../../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../../../services/platform/Logger.ts";
import type { Authority } from "../../../../../services/registry/Registry.ts";
import { PgTypeDrafts } from "../../../../../services/registry/types/drafts/PgTypeDrafts.ts";
import { TypeDrafts } from "../../../../../services/registry/types/drafts/TypeDrafts.ts";
import { FileDocumentTypes } from "../../../../../services/registry/types/FileDocumentTypes.ts";
import { PublishedTypes } from "../../../../../services/registry/types/published/PublishedTypes.ts";

const publicUrl = "https://sello.test";
export const place = { chainId: 31_337, registry: `0x${"ab".repeat(20)}` } as const;

const accountOf = (number: number) =>
  privateKeyToAccount(`0x${String(number).padStart(64, "0")}` as Hex);

/** City, a district, an office of it, and another district; officers that a test names. */
const tree = { city: null, nanshan: "city", housing: "nanshan", futian: "city" } as const;
export type Slug = keyof typeof tree;
const idOf = (slug: Slug): AuthorityId =>
  `0x${Buffer.from(slug).toString("hex").padStart(64, "0")}` as AuthorityId;

/** A wallet that administers an authority, and asks in its name. */
export type Officer = {
  readonly account: ReturnType<typeof accountOf>;
  readonly address: Hex;
  readonly caller: Caller;
};

/** Drafts in a real database, for authorities and officers that a test changes. */
export class DraftScene {
  readonly types = new FileDocumentTypes({ publicUrl });
  readonly drafts: TypeDrafts;
  /** Accounts that are contracts, and what each says yes to. */
  readonly contracts = new Map<Hex, (hash: Hex, signature: Hex) => boolean>();
  readonly database: Database;
  nowMs = 1_800_000_000_000;
  #officers: { readonly slug: Slug; readonly address: Hex }[] = [];
  #made = 0;

  constructor(database: Database) {
    this.database = database;
    const published = new PublishedTypes({ database, types: this.types, logger: silentLogger });
    this.drafts = new TypeDrafts({
      store: new PgTypeDrafts(database),
      types: this.types,
      published,
      registry: {
        current: async () => ({
          snapshot: { authorities: this.#tree(), grantedPrefixes: [], validators: [] },
          revision: 0,
          reached: [],
        }),
        all: async () => [...this.#tree().values()],
        lineage: async (id) => this.#line(id),
      },
      contracts: {
        isDeployed: async (account) => this.contracts.has(account),
        isSigned: async (account, hash, signature) =>
          this.contracts.get(account)?.(hash, signature) ?? false,
      },
      place,
      audit: new PgAuditLog(database),
      clock: { nowMs: () => this.nowMs },
    });
  }

  /** Another process, which has not looked yet. */
  otherProcess() {
    const types = new FileDocumentTypes({ publicUrl });
    const published = new PublishedTypes({ database: this.database, types, logger: silentLogger });
    return { types, published };
  }

  officer(slug: Slug): Officer {
    this.#made += 1;
    const account = accountOf(this.#made);
    const address = account.address.toLowerCase() as Hex;
    this.#officers.push({ slug, address });
    return { account, address, caller: this.callerOf(slug, address) };
  }

  callerOf(slug: Slug, account: Hex): Caller {
    const actions = ["administer"] as const;
    return { kind: "officer", account, sessionId: "s", authority: idOf(slug), actions };
  }

  dismiss({ address }: Officer): void {
    this.#officers = this.#officers.filter((each) => each.address !== address);
  }

  /** Signs with the officer's wallet, and hands it in. */
  async approve(officer: Officer, id: string, by: Officer = officer) {
    const asked = await this.drafts.prepareApproval(officer.caller, id);
    const signature = await by.account.signTypedData(asked);
    return this.drafts.approve(officer.caller, id, { content: asked.message.content, signature });
  }

  #line(id: AuthorityId): Authority[] {
    const all = this.#tree();
    const line: Authority[] = [];
    for (let at: AuthorityId | null = id; at !== null; at = line.at(-1)?.parent ?? null) {
      const found = all.get(at);
      if (!found) break;
      line.push(found);
    }
    return line;
  }

  #tree(): ReadonlyMap<AuthorityId, Authority> {
    return new Map(
      (Object.entries(tree) as [Slug, Slug | null][]).map(([slug, parent]) => {
        const officers = this.#officers
          .filter((each) => each.slug === slug)
          .map(({ address }) => ({ address, roles: 1, from: 0, until: null }));
        const authority: Authority = {
          id: idOf(slug),
          slug: slug as Authority["slug"],
          iss: `${publicUrl}/authorities/${slug}`,
          parent: parent && idOf(parent),
          name: { zh: slug, es: slug, en: slug },
          kind: parent === null ? "city" : "department",
          officers,
          states: [{ state: "active", from: 0, until: null }],
          keys: [],
          accreditations: [],
          faults: [],
        };
        return [authority.id, authority] as const;
      }),
    );
  }
}
