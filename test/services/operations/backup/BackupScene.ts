import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentId } from "@sello/sdk";
import { selectSealed } from "../../../../services/issuing/atRest/selectSealed.ts";
import { fixedSecret } from "../../../../services/issuing/DigestGenerations.ts";
import { Erasures } from "../../../../services/issuing/Erasures.ts";
import { RequestDigests } from "../../../../services/issuing/RequestDigests.ts";
import { readSdJwt } from "../../../../services/issuing/readSdJwt.ts";
import { dumpData } from "../../../../services/operations/backup/dumpData.ts";
import { dumpKeys } from "../../../../services/operations/backup/dumpKeys.ts";
import { loadTables } from "../../../../services/operations/backup/loadTables.ts";
import type { KeysManifest, Manifest } from "../../../../services/operations/backup/Manifest.ts";
import { inOneSnapshot } from "../../../../services/operations/backup/snapshot.ts";
import type { Unpacked } from "../../../../services/operations/backup/unpackBackup.ts";
import { Database } from "../../../../services/platform/database/Database.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { IssuingScene } from "../../issuing/IssuingScene.ts";
import { newApiKey } from "../../issuing/newApiKey.ts";
import { makePerson } from "../../issuing/people.ts";
import { idOf } from "../../status/FakeRegistry.ts";

const authority = idOf("nanshan-housing");
const requests = new RequestDigests(fixedSecret(Buffer.alloc(32, 8)));
const made = { createdAt: new Date().toISOString(), entries: [] };

/** A city's database of which copies are made, and databases that are filled from these. */
export class BackupScene {
  readonly postgres: Awaited<ReturnType<typeof startPostgres>>;
  readonly folder = mkdtempSync(join(tmpdir(), "sello-test-backup-"));
  readonly database: Database;
  readonly url: string;
  readonly issuing: IssuingScene;
  readonly #open: Database[] = [];
  #next = 0;

  private constructor(
    postgres: BackupScene["postgres"],
    { database, url }: { database: Database; url: string },
  ) {
    this.postgres = postgres;
    this.database = database;
    this.url = url;
    this.issuing = new IssuingScene(database);
  }

  static async start(): Promise<BackupScene> {
    const postgres = await startPostgres();
    return new BackupScene(postgres, await postgres.database());
  }

  /** With an idempotency key of its own. */
  async issue(): Promise<DocumentId> {
    const callerId = await newApiKey(this.database, authority);
    const body = randomBytes(8);
    const request = requests.of({ operation: "issueDocument", document: null, bodyDigest: body });
    const asked = { authority, type: "resident-id", claims: makePerson(this.#next++) };
    const idempotency = { callerId, actor: `api-key:${callerId}`, key: "k", request };
    return (await this.issuing.issuing.issue(asked, { idempotency })).document.id;
  }

  /** As if it had ended, and were in the log. */
  async erase(id: DocumentId): Promise<void> {
    const { reader, statuses } = this.issuing;
    const stored: typeof reader.stored = async (each) => ({
      ...(await reader.stored(each)),
      anchoring: "anchored",
    });
    const ended = { stored, hasExpired: () => true };
    await new Erasures({ database: this.database, reader: ended, statuses }).erase(id);
  }

  async copyData(): Promise<Unpacked<Manifest>> {
    const directory = mkdtempSync(join(this.folder, "data-"));
    const dumped = await inOneSnapshot(this.url, (client) => dumpData(client, directory));
    const manifest = { format: "sello-backup/2", holdsSealingKey: false, ...made, ...dumped };
    return { directory, manifest: manifest as Manifest };
  }

  async copyKeys(): Promise<Unpacked<KeysManifest>> {
    const directory = mkdtempSync(join(this.folder, "keys-"));
    const dumped = await inOneSnapshot(this.url, (client) => dumpKeys(client, directory));
    return { directory, manifest: { format: "sello-backup-keys/1", ...made, ...dumped } };
  }

  /** An empty database is filled with the two. */
  async restore(
    data: Unpacked<Manifest>,
    keys: Unpacked<KeysManifest>,
  ): Promise<{ database: Database; replayed: number }> {
    const name = `r${randomBytes(6).toString("hex")}`;
    await this.postgres.server.ensureDatabase(name);
    const url = this.postgres.server.url(name);
    const replayed = await loadTables(url, { data, keys });
    const database = new Database(url);
    this.#open.push(database);
    return { database, replayed };
  }

  /** What the document says there. Throws `Erased`. */
  async read(database: Database, id: DocumentId) {
    const [copy] = await selectSealed(database, [id], 0);
    if (!copy) throw new Error("there is no such document");
    return readSdJwt(await this.issuing.opener.open(copy)).claims;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#open.map((database) => database.close()));
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
