import { DemoResidents } from "../../dev/demo-residents/DemoResidents.ts";
import type { Joining } from "../accounts/residents/joining/Joining.ts";
import type { ResidentSignIns } from "../accounts/residents/ResidentSignIns.ts";
import { AccountSignatures } from "../accounts/sessions/AccountSignatures.ts";
import { EvmAccountContracts } from "../accounts/sessions/EvmAccountContracts.ts";
import type { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { DocumentCopies } from "../issuing/DocumentCopies.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Issuing } from "../issuing/Issuing.ts";
import type { Revisions } from "../issuing/Revisions.ts";
import { EvmManyAccounts } from "../registry/accounts/EvmManyAccounts.ts";
import type { Statuses } from "../status/Statuses.ts";
import { CityPersons } from "../wallet/CityPersons.ts";
import { MyCopies } from "../wallet/copies/MyCopies.ts";
import { PgCrowds } from "../wallet/copies/PgCrowds.ts";
import { MyDocuments } from "../wallet/documents/MyDocuments.ts";
import { PersonDocuments } from "../wallet/documents/PersonDocuments.ts";
import { Seals } from "../wallet/documents/Seals.ts";
import { Holder } from "../wallet/Holder.ts";
import { LifeEventRunner } from "../wallet/life/LifeEventRunner.ts";
import { LifeEvents } from "../wallet/life/LifeEvents.ts";
import { PgLifeEvents } from "../wallet/life/PgLifeEvents.ts";
import { MyExport } from "../wallet/MyExport.ts";
import type { MandateDesk } from "../wallet/mandates/MandateDesk.ts";
import { MyNotices } from "../wallet/notices/MyNotices.ts";
import type { Receipts } from "../wallet/receipts/Receipts.ts";
import type { ResidentShares } from "../wallet/shares/ResidentShares.ts";
import type { IssuingParts } from "./composeIssuing.ts";
import { composeMandates } from "./composeMandates.ts";
import { composeResidents, type ResidentsContext } from "./composeResidents.ts";
import { DemoResidentOffices } from "./DemoResidentOffices.ts";
import type { DeploymentParts } from "./startLedger.ts";

type Told = "messageGateway" | "passkeyDelaySeconds";
type Found = "registry" | "types" | "audit" | "signing";

export type WalletContext = Omit<ResidentsContext, Found | Told> & {
  readonly config: Pick<ResidentsContext, Told>;
  readonly issuingParts: IssuingParts;
  readonly ledgerParts: Pick<DeploymentParts, "chain" | "ledger">;
  readonly demoAsked: { readonly tell: () => void };
};

type Composed = {
  readonly audit: AuditLog;
  readonly statuses: Statuses;
  readonly documents: DocumentReader;
  readonly copies: DocumentCopies;
  readonly issuing: Issuing;
  readonly revisions: Revisions;
  readonly proofs: DocumentProofs;
  readonly shares: ResidentShares;
  readonly receipts: Receipts;
};

const composeSigning = ({ ledgerParts: { chain, ledger } }: WalletContext) => ({
  chainId: ledger.description.chainId,
  signatures: new AccountSignatures(new EvmAccountContracts(chain)),
  manyAccounts: new EvmManyAccounts(chain),
});

/** Residents' accounts with the documents that are theirs. */
export function composeWallet(context: WalletContext, composed: Composed) {
  const { database, clock, publicUrl, issuingParts } = context;
  const { registry, types, documents: store, digests } = issuingParts;
  const { messageGateway, passkeyDelaySeconds } = context.config;
  const { documents: reader, statuses, copies, proofs, audit, shares, receipts } = composed;
  const persons = new PersonDocuments({ database, store, reader, digests });
  const shared = { reader, statuses, types, registry, clock };
  const names = new CityPersons({ ...shared, documents: persons });
  const residents = composeResidents(
    {
      ...{ ...context, messageGateway, passkeyDelaySeconds, registry, types, audit },
      signing: composeSigning(context),
    },
    names,
  );
  const { base, store: challenges, services } = residents;
  const holder = new Holder(base.accounts, base.counts);
  const seals = new Seals(proofs);
  const mandates = composeMandates({
    ...{ ...context, ...shared, audit, persons, names, holder },
    ...{ secrets: base.secrets, limits: base.limits, offices: residents.offices },
  });
  const { reached } = mandates;
  const myDocuments = new MyDocuments({ ...shared, persons, reached, names, seals, holder });
  const looked = { database, holder, digests, store, types, registry };
  const myNotices = new MyNotices({ ...looked, mandates: mandates.store });
  const life = composeLife(
    { ...context, ...composed, mandates: mandates.desk },
    residents,
    persons,
    names,
  );
  const passkeys = services.residentPasskeys;
  const { phones, deviceCopies } = base;
  const offices = {
    ...{ database, phones, statuses, registry, issuing: composed.issuing },
    mandates: mandates.desk,
    made: mandates.store,
  };
  const demoResidents = context.demo
    ? new DemoResidents(new DemoResidentOffices(offices), () => context.demoAsked.tell())
    : null;
  return {
    loops: [...residents.loops, life.loop, ...mandates.loops],
    /** Who residents are, and which documents are theirs. */
    parts: { persons, accounts: base.accounts, secrets: base.secrets, notices: base.notices },
    services: {
      ...services,
      lifeEvents: life.lifeEvents,
      residentSignIns: demoResidents
        ? preparing(services.residentSignIns, demoResidents)
        : services.residentSignIns,
      joining: demoResidents ? preparingToJoin(services.joining, demoResidents) : services.joining,
      myDocuments,
      myNotices,
      myCopies: new MyCopies({
        ...{ reached, holder, copies, reader, proofs, seals, challenges, passkeys },
        ...{ clock, publicUrl, deviceCopies, crowds: new PgCrowds(database) },
        delegates: mandates.copies,
      }),
      myExport: new MyExport({
        view: services.residentView,
        sessions: base.sessions,
        wallets: services.residentWallets,
        ...{ passkeys, documents: myDocuments, notices: myNotices, shares, receipts, clock },
        mandates: mandates.mine,
      }),
      mandates: mandates.desk,
      myMandates: mandates.mine,
      persons: names,
    },
  };
}

/** What the register notes of persons' lives, and the loop that carries it out. */
function composeLife(
  context: WalletContext & Composed & { readonly mandates: MandateDesk },
  { base, offices, ending }: ReturnType<typeof composeResidents>,
  persons: PersonDocuments,
  cityPersons: CityPersons,
) {
  const { database, clock, logger, audit, statuses, revisions, issuingParts } = context;
  const { documents: reader, mandates } = context;
  const events = new PgLifeEvents(database, base.secrets);
  const { loop } = new LifeEventRunner({
    ...{ database, events, persons, reader, revisions, statuses, ending, audit, clock, logger },
    ...{ types: issuingParts.types, mandates },
  });
  const onRecorded = () => loop.wake();
  const recorded = { database, events, offices, persons: cityPersons, audit, clock, onRecorded };
  return { loop, lifeEvents: new LifeEvents(recorded) };
}

/** The same when an account is to be joined to one of them. */
const preparingToJoin = (
  joining: Pick<Joining, "begin" | "finish">,
  demoResidents: DemoResidents,
): Pick<Joining, "begin" | "finish"> => ({
  async begin(caller, idNumber, ...rest) {
    await demoResidents.prepare(idNumber);
    return joining.begin(caller, idNumber, ...rest);
  },
  finish: (...asked) => joining.finish(...asked),
});

/** The demo's residents get their documents when somebody first signs in as them. */
const preparing = (
  signIns: ResidentSignIns,
  demoResidents: DemoResidents,
): Pick<ResidentSignIns, "begin" | "resend" | "finish"> => ({
  async begin(target, ...rest) {
    await demoResidents.prepare("phone" in target ? target.phone : target.idNumber);
    return signIns.begin(target, ...rest);
  },
  resend: (...asked) => signIns.resend(...asked),
  finish: (...asked) => signIns.finish(...asked),
});
