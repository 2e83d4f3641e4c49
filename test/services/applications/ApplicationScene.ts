import { randomUUID } from "node:crypto";
import type { ApplicationState } from "@sello/api";
import { type AuthorityId, type DocumentId, type Hex, parsePresentation, toHex } from "@sello/sdk";
import { privateKeyToAccount } from "viem/accounts";
import type { RuleEngine } from "../../../services/applications/review/RuleEngine.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { composeApplications } from "../../../services/compose/composeApplications.ts";
import type { OfficerCaller, ResidentSession } from "../../../services/http/Caller.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import type { DocumentReader } from "../../../services/issuing/DocumentReader.ts";
import { IssuingRight } from "../../../services/issuing/IssuingRight.ts";
import { RecordDigests } from "../../../services/issuing/RecordDigests.ts";
import { readSdJwt } from "../../../services/issuing/readSdJwt.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { SealedDocumentSigner } from "../../../services/signing/DocumentSigner.ts";
import type { Verification } from "../../../services/verifying/Verification.ts";
import { PersonDocuments } from "../../../services/wallet/documents/PersonDocuments.ts";
import { residentScene } from "../accounts/residents/ResidentScene.ts";
import { IssuingScene, makePrivateJwk } from "../issuing/IssuingScene.ts";
import { idOf } from "../status/FakeRegistry.ts";

/** Answers every item here; its clerks may issue. */
export const office = idOf("nanshan-housing");
export const otherOffice = idOf("futian-health");

const place = { chainId: 31_337, registry: `0x${"5e".repeat(20)}` as Hex };

/** An officer with a wallet. */
export function officer(serial: number, authority: AuthorityId = office) {
  const wallet = privateKeyToAccount(toHex(Buffer.alloc(32, serial)));
  const account = wallet.address.toLowerCase() as Hex;
  const caller: OfficerCaller = {
    ...{ kind: "officer", account, sessionId: randomUUID(), authority },
    actions: ["issue", "read"],
  };
  return { caller, sign: (data: object) => wallet.signTypedData(data as never) };
}

export type Officer = ReturnType<typeof officer>;
export const clerks = [officer(1), officer(2), officer(3)] as const;
/** May issue elsewhere. */
export const stranger = officer(9, otherOffice);

/** One for all scenes: each is another process of the same city. */
const authorityKey = makePrivateJwk();

const roleFlags = { issue: 2 };

/** Ends a process: before a write is committed, or right after. */
export class Kill extends Error {}

/** A database that ends its process at the n-th write. */
export class Killable {
  readonly database: Database;
  writes = 0;
  at: { readonly write: number; readonly when: "before" | "after" } | null = null;

  constructor(database: Database) {
    this.database = database;
  }

  get pool() {
    return this.database.pool;
  }

  async query(text: string, values?: readonly unknown[]) {
    if (!/^\s*(with (held|moved|came|noted)|insert|update)/.test(text))
      return this.database.query(text, values);
    return this.#write(() => this.database.query(text, values));
  }

  transaction<T>(work: (tx: never) => Promise<T>): Promise<T> {
    return this.#write((end) =>
      this.database.transaction(async (tx) => {
        const done = await work(tx as never);
        end();
        return done;
      }),
    );
  }

  async #write<T>(work: (end: () => void) => Promise<T>): Promise<T> {
    this.writes += 1;
    const isHere = this.at !== null && this.writes >= this.at.write;
    const before = () => {
      if (isHere && this.at?.when === "before") throw new Kill();
    };
    if (this.at !== null && this.writes > this.at.write) throw new Kill();
    const done = await work(before);
    if (isHere) throw new Kill();
    return done;
  }
}

/** Applications on a real database, at one office, for residents with documents. Nothing is anchored: it all counts as if. */
export function applicationScene(
  database: Database,
  options: { readonly engine?: RuleEngine } = {},
) {
  const scene = new IssuingScene(database, authorityKey);
  const { types, statuses, clock, documents: store, issuing, revisions, signer } = scene;
  const digests = new RecordDigests(fixedSecret(Buffer.alloc(32, 7)));
  const persons = new PersonDocuments({ database, store, reader: scene.reader, digests });
  const residents = residentScene(database, clock);
  const dismissed = new Set<Hex>();
  const officersOf = (id: AuthorityId) =>
    (id === office ? clerks : [stranger]).map(({ caller: { account } }) => ({
      ...{ address: account, from: 0, until: dismissed.has(account) ? 1 : null },
      roles: roleFlags.issue,
    }));
  const registry = Object.assign(Object.create(scene.registry), {
    bySlug: async (slug: string) => registry.byId(slug === "futian-health" ? otherOffice : office),
    byId: async (id: AuthorityId) => ({
      ...(await scene.registry.byId(id)),
      officers: officersOf(id),
    }),
    lineage: async (id: AuthorityId) =>
      Promise.all((await scene.registry.lineage(id)).map((each) => registry.byId(each.id))),
    all: () => scene.registry.all(),
    issuingObstacle: (...asked: Parameters<typeof scene.registry.issuingObstacle>) =>
      scene.registry.issuingObstacle(...asked),
  });
  const reader = Object.assign(Object.create(scene.reader), {
    sdJwt: (id: DocumentId) => scene.reader.sdJwt(id),
    states: async (ids: readonly DocumentId[]) => new Map(ids.map((id) => [id, "anchored"])),
  }) as DocumentReader;
  const documentSigner = new SealedDocumentSigner(signer, scene.authorityKeys);
  const right = new IssuingRight({ registry, types, signer: documentSigner, store, clock });
  const parts = composeApplications({
    ...{
      database,
      clock,
      logger: silentLogger,
      publicUrl: "https://sello.example",
      registry,
      types,
    },
    ...{ statuses, audit: new PgAuditLog(database), documents: reader, issuing, revisions, right },
    ...{ authorityKeys: scene.authorityKeys, persons, place, itemDirectories: [] },
    ...{ accounts: residents.base.accounts, secrets: residents.base.secrets },
    notices: residents.base.notices,
    verification: { verify: async (text) => toVerdict(scene, text) },
    material: { trustList: async () => ({ head: { version: 3 } }) as never },
    contracts: { isDeployed: async () => false, isSigned: async () => false },
    ...options,
  });
  const { services, runner } = parts;
  /** Publishes the rules that an item came with, as two clerks. @returns the version's id */
  const publish = async (item: string, isGranted = true): Promise<string> => {
    const [one, two] = clerks;
    const { ruleVersions } = services;
    const begun = await ruleVersions.begin(one.caller, item, { from: 0, until: null });
    const ready = await ruleVersions.review(one.caller, begun.id, begun.revision);
    for (const { caller, sign } of [one, two]) {
      const signature = await sign(await ruleVersions.toSign(caller, begun.id));
      await ruleVersions.sign(caller, begun.id, ready.revision, signature);
    }
    if (isGranted) {
      const signature = await one.sign(await ruleVersions.toGrant(one.caller, begun.id));
      await ruleVersions.grant(one.caller, begun.id, signature);
    }
    return begun.id;
  };
  /** An account that is joined to a person of the register. */
  const resident = async (idNumber: string): Promise<ResidentSession> => {
    const account = await database.transaction((tx) =>
      residents.base.accounts.create(tx, { idNumber, phone: null, language: "zh" }, 1_700_000_000),
    );
    return {
      ...{
        kind: "resident",
        id: randomUUID(),
        account: account.id,
        level: "passkey",
        passkey: null,
      },
      ...{ csrfToken: "", startedAt: 0, lastUsedAt: 0, endsAt: 2 ** 40 },
    };
  };
  const issueIdentity = async (person: Record<string, string>): Promise<DocumentId> =>
    (await issuing.issue({ authority: office, type: "resident-id", claims: person })).document.id;
  /** Until nothing goes on by itself. */
  const work = async () => {
    while ((await runner.runDue()) > 0);
    await runner.seal();
  };
  const claimsOf = async (id: DocumentId) => readSdJwt(await scene.reader.content(id)).claims;
  const stateOf = async (session: ResidentSession, id: string): Promise<ApplicationState> =>
    (await services.applications.get(session, id)).state;
  const apply = async (session: ResidentSession, item = "senior-card", key = randomUUID()) => {
    const { item: asked } = services.items.require(item);
    const evidence = Object.fromEntries(
      Object.keys(asked.evidence).map((name) => [name, { from: "account" as const }]),
    );
    return (await services.applications.apply(session, key, { item, form: {}, evidence })).id;
  };
  return {
    ...{
      scene,
      residents,
      parts,
      services,
      runner,
      publish,
      resident,
      issueIdentity,
      work,
      claimsOf,
    },
    ...{ stateOf, apply, dismissed, database },
  };
}

/** As the sdk would say of what is in the log, by a status list that says nothing yet. */
async function toVerdict(
  scene: IssuingScene,
  input: string | Uint8Array,
): ReturnType<Verification["verify"]> {
  const presentation = parsePresentation(input);
  if (!presentation.wellFormed)
    return {
      outcome: "invalid",
      checks: [{ outcome: "failed", code: "well-formed.failed" }],
      asOf: {},
    } as never;
  const { vct } = presentation.payload;
  const type = scene.types.all().find((each) => each.vct === vct);
  return {
    ...{ outcome: "valid", checks: [], asOf: { statusIssuedAt: 1_700_000_000 } },
    document: { type: { id: type?.id }, claims: presentation.subjectClaims },
  } as never;
}
