import { hash, randomUUID } from "node:crypto";
import type { DocumentId, Hex } from "@sello/sdk";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import type { OfficerCaller } from "../../../services/http/Caller.ts";
import { BulkActRunner } from "../../../services/issuing/bulk/BulkActRunner.ts";
import { type AskedBulkAct, BulkActs } from "../../../services/issuing/bulk/BulkActs.ts";
import { PgBulkActs } from "../../../services/issuing/bulk/PgBulkActs.ts";
import { Reaches } from "../../../services/issuing/selection/Reaches.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { NotFound } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { Registry } from "../../../services/registry/Registry.ts";
import { toThumbprint } from "../../../services/signing/toKid.ts";
import { PgStatusStore } from "../../../services/status/PgStatusStore.ts";
import { Tellings } from "../../../services/status/Tellings.ts";
import { idOf } from "../status/FakeRegistry.ts";
import { IssuingScene } from "./IssuingScene.ts";
import { makePerson } from "./people.ts";

export const authority = idOf("nanshan-housing");
export const account: Hex = `0x${"a1".repeat(20)}`;

export const officerFor = (slug: string): OfficerCaller => ({
  kind: "officer",
  account,
  sessionId: randomUUID(),
  authority: idOf(slug),
  actions: ["issue", "revoke", "read", "administer"],
});

/** Bulk acts and reaches on a real database, for an office with a signing key and an officer. */
export class BulkScene {
  readonly issuing: IssuingScene;
  readonly registry: Registry;
  readonly store: PgBulkActs;
  readonly reaches: Reaches;
  readonly tellings: Tellings;
  readonly acts: BulkActs;
  readonly officer = officerFor("nanshan-housing");
  /** Whether the officer still has the role. */
  mayGoOn = true;
  /** API keys that are known, with their authority. */
  readonly apiKeys = new Map<string, ReturnType<typeof idOf>>();
  #next = 0;

  constructor(database: Database) {
    this.issuing = new IssuingScene(database);
    const tree = this.issuing.registry;
    const all = async () => {
      const thumbprint = toThumbprint((await this.issuing.signer.current()).kid);
      return (await tree.all()).map((each) =>
        each.id !== authority
          ? each
          : {
              ...each,
              keys: [{ thumbprint, jwk: null, distrustedFrom: null, from: 0, until: null }],
              officers: [{ address: account, roles: 6, from: 0, until: null }],
            },
      );
    };
    this.registry = {
      bySlug: (slug) => tree.bySlug(slug),
      byId: (id) => tree.byId(id),
      lineage: (id) => tree.lineage(id),
      issuingObstacle: (id, type) => tree.issuingObstacle(id, type),
      all,
    };
    this.store = new PgBulkActs(database);
    this.tellings = new Tellings({
      store: new PgStatusStore(database),
      registry: this.registry,
      audit: new PgAuditLog(database),
    });
    const get = async (id: string) => {
      const of = this.apiKeys.get(id);
      if (of === undefined) throw new NotFound("api_key.unknown", "There is no such API key.");
      const times = { createdAt: 0, expiresAt: 0, revokedAt: null, lastUsedAt: null };
      const limit = { documentsPerDay: null, today: null };
      return { id, authority: of, label: "", actions: [], ...times, ...limit };
    };
    this.reaches = new Reaches({ database, registry: this.registry, apiKeys: { get } });
    this.acts = new BulkActs({
      store: this.store,
      reaches: this.reaches,
      types: this.issuing.types,
      statuses: this.issuing.statuses,
      registry: this.registry,
      audit: new PgAuditLog(database),
      onChange: () => {},
    });
  }

  runner(
    options: {
      readonly most?: number;
      readonly statuses?: IssuingScene["statuses"];
      readonly tellings?: Pick<Tellings, "tellIn">;
    } = {},
  ) {
    const { documents, statuses, database } = this.issuing;
    return new BulkActRunner({
      store: this.store,
      documents,
      statuses,
      tellings: this.tellings,
      audit: new PgAuditLog(database),
      mayGoOn: async () => this.mayGoOn,
      logger: silentLogger,
      piece: 10,
      ...options,
    });
  }

  async issue(count: number): Promise<DocumentId[]> {
    const ids: DocumentId[] = [];
    for (let n = 0; n < count; n += 1) {
      this.#next += 1;
      const request = { authority, type: "resident-id", claims: makePerson(this.#next) };
      ids.push((await this.issuing.issuing.issue(request)).document.id);
    }
    return ids;
  }

  begin(asked: AskedBulkAct, key: string = randomUUID(), by: OfficerCaller = this.officer) {
    const bodyDigest = hash("sha256", JSON.stringify(asked), "buffer");
    return this.acts.begin(by, asked, { key, bodyDigest });
  }

  /** How often each document was acted on. */
  async actsOf(documents: readonly DocumentId[]): Promise<number[]> {
    const { rows } = await this.issuing.database.query<{ n: number }>(
      `select (select count(*)::int from status_acts where document_id = d) as n
       from unnest($1::uuid[]) with ordinality as asked (d, at) order by at`,
      [documents],
    );
    return rows.map(({ n }) => n);
  }
}
