import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { IdentityOffices } from "../../../services/accounts/residents/registered/IdentityOffices.ts";
import type { DocumentProofs } from "../../../services/anchoring/DocumentProofs.ts";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { composeMandates } from "../../../services/compose/composeMandates.ts";
import type { ResidentSession } from "../../../services/http/Caller.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import { RecordDigests } from "../../../services/issuing/RecordDigests.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { NotFound } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { CityPersons } from "../../../services/wallet/CityPersons.ts";
import { MyCopies } from "../../../services/wallet/copies/MyCopies.ts";
import { PgCrowds } from "../../../services/wallet/copies/PgCrowds.ts";
import { MyDocuments } from "../../../services/wallet/documents/MyDocuments.ts";
import { PersonDocuments } from "../../../services/wallet/documents/PersonDocuments.ts";
import { Seals } from "../../../services/wallet/documents/Seals.ts";
import { Holder } from "../../../services/wallet/Holder.ts";
import { MyExport } from "../../../services/wallet/MyExport.ts";
import { MyNotices } from "../../../services/wallet/notices/MyNotices.ts";
import { PgReceipts } from "../../../services/wallet/receipts/PgReceipts.ts";
import { Receipts } from "../../../services/wallet/receipts/Receipts.ts";
import { PgShares } from "../../../services/wallet/shares/PgShares.ts";
import { ResidentShares } from "../../../services/wallet/shares/ResidentShares.ts";
import { residentScene } from "../accounts/residents/ResidentScene.ts";
import { IssuingScene } from "../issuing/IssuingScene.ts";
import { idOf, publicUrl } from "../status/FakeRegistry.ts";

export const housing = idOf("nanshan-housing");
export const health = idOf("futian-health");

type Person = Readonly<Record<string, string>>;

/** Nothing is anchored here: see the program's test. */
const proofs = {
  pendingState: async () => ({ state: "pending" }),
  proofForDocument: async () => {
    throw new NotFound("proof.pending", "There is no proof of this document yet.");
  },
} as unknown as DocumentProofs;

/** Residents with their documents, on a real database. */
export function walletScene(database: Database) {
  const scene = new IssuingScene(database);
  const { registry, types, statuses, reader, copies, clock, documents: issued } = scene;
  const digests = new RecordDigests(fixedSecret(Buffer.alloc(32, 7)));
  const persons = new PersonDocuments({ database, store: issued, reader, digests });
  const shared = { reader, statuses, types, registry, clock };
  const names = new CityPersons({ ...shared, documents: persons });
  const residents = residentScene(database, clock, names);
  const { base } = residents;
  const holder = new Holder(base.accounts, base.counts);
  const seals = new Seals(proofs);
  const mandates = composeMandates({
    ...{ ...shared, database, persons, names, holder, logger: silentLogger },
    ...{ secrets: base.secrets, limits: base.limits },
    offices: new IdentityOffices({ registry, types, clock }),
    audit: new PgAuditLog(database),
  });
  const { reached } = mandates;
  const documents = new MyDocuments({ ...shared, persons, reached, names, seals, holder });
  const looked = { database, holder, digests, store: issued, types, registry };
  const notices = new MyNotices({ ...looked, mandates: mandates.store });
  const passkeys = residents.services.residentPasskeys;
  const challenges = residents.store;
  const store = new PgReceipts(database);
  const shares = new ResidentShares({ store: new PgShares(database), receipts: store, clock });
  return {
    scene,
    residents,
    mandates,
    shares,
    persons: names,
    documents,
    notices,
    copies: new MyCopies({
      ...{ reached, holder, copies, reader, proofs, seals, challenges, passkeys },
      ...{ clock, publicUrl, delegates: mandates.copies },
      ...{ deviceCopies: base.deviceCopies, crowds: new PgCrowds(database) },
    }),
    archive: new MyExport({
      view: residents.services.residentView,
      sessions: base.sessions,
      wallets: residents.services.residentWallets,
      ...{ passkeys, documents, notices, shares, clock, mandates: mandates.mine },
      receipts: new Receipts({ store, documents: reader, proofs, clock }),
    }),
  };
}

type Wallet = ReturnType<typeof walletScene>;

const cardOf = (of: Person, number = `0440${of.id_number?.slice(8, 17)}`) => ({
  name: of.name,
  card_number: number,
  home_library: "深圳图书馆",
  birth_date: of.birth_date,
  loans_max: 5,
  joined: "2026-01-15",
});

/** Their identity document. */
export async function issueIdentity({ scene }: Wallet, of: Person, authority = housing) {
  const { document } = await scene.issuing.issue({ authority, type: "resident-id", claims: of });
  return document.id;
}

export async function issueCard({ scene }: Wallet, of: Person) {
  const claims = cardOf(of);
  const request = { authority: health, type: "library-card", claims, person: of.id_number ?? "" };
  return (await scene.issuing.issue(request)).document.id;
}

/** Raised as if a passkey had been used. */
export async function signInAs(
  { residents }: Wallet,
  of: Person,
  phone: string,
  level: ResidentSession["level"] = "passkey",
): Promise<ResidentSession> {
  await residents.register(of.id_number ?? "", phone);
  const { session } = await residents.signInByCard(of.id_number ?? "", phone);
  return { ...session, level };
}

export type Proving = {
  nonce: string;
  audience?: string;
  typ?: string;
  iat?: number;
  key?: KeyObject;
};

/** That a device has a key, at the scene's time. */
export function proofOf(
  { scene }: Wallet,
  { nonce, audience = publicUrl, typ, iat, key }: Proving,
) {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = pair.publicKey.export({ format: "jwk" });
  const head = { typ: typ ?? "openid4vci-proof+jwt", alg: "ES256", jwk };
  const body = { aud: audience, nonce, iat: iat ?? Math.floor(scene.nowMs / 1_000) };
  const text = [head, body]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signing = { key: key ?? pair.privateKey, dsaEncoding: "ieee-p1363" } as const;
  return `${text}.${sign("sha256", Buffer.from(text), signing).toString("base64url")}`;
}
