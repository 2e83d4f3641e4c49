import { DemoResidents } from "../../dev/demo-residents/DemoResidents.ts";
import type { Joining } from "../accounts/residents/joining/Joining.ts";
import type { ResidentSignIns } from "../accounts/residents/ResidentSignIns.ts";
import type { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { DocumentCopies } from "../issuing/DocumentCopies.ts";
import type { DocumentReader } from "../issuing/DocumentReader.ts";
import type { Issuing } from "../issuing/Issuing.ts";
import type { Statuses } from "../status/Statuses.ts";
import { CityPersons } from "../wallet/CityPersons.ts";
import { MyCopies } from "../wallet/copies/MyCopies.ts";
import { MyDocuments } from "../wallet/documents/MyDocuments.ts";
import { PersonDocuments } from "../wallet/documents/PersonDocuments.ts";
import { Seals } from "../wallet/documents/Seals.ts";
import { Holder } from "../wallet/Holder.ts";
import { MyExport } from "../wallet/MyExport.ts";
import { MyNotices } from "../wallet/notices/MyNotices.ts";
import type { IssuingParts } from "./composeIssuing.ts";
import { composeMandates } from "./composeMandates.ts";
import { composeResidents, type ResidentsContext } from "./composeResidents.ts";
import { DemoResidentOffices } from "./DemoResidentOffices.ts";

type Told = "messageGateway" | "passkeyDelaySeconds";

export type WalletContext = Omit<ResidentsContext, "registry" | "types" | "audit" | Told> & {
  readonly config: Pick<ResidentsContext, Told>;
  readonly issuingParts: IssuingParts;
};

type Composed = {
  readonly audit: AuditLog;
  readonly statuses: Statuses;
  readonly documents: DocumentReader;
  readonly copies: DocumentCopies;
  readonly issuing: Issuing;
  readonly proofs: DocumentProofs;
};

/** Residents' accounts with the documents that are theirs. */
export function composeWallet(context: WalletContext, composed: Composed) {
  const { database, clock, publicUrl, issuingParts } = context;
  const { registry, types, documents: store, digests } = issuingParts;
  const { messageGateway, passkeyDelaySeconds } = context.config;
  const { documents: reader, statuses, copies, proofs, audit } = composed;
  const persons = new PersonDocuments({ database, store, reader, digests });
  const shared = { reader, statuses, types, registry, clock };
  const names = new CityPersons({ ...shared, documents: persons });
  const residents = composeResidents(
    { ...context, messageGateway, passkeyDelaySeconds, registry, types, audit },
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
  const passkeys = services.residentPasskeys;
  const { phones } = base;
  const offices = {
    ...{ database, phones, statuses, registry, issuing: composed.issuing },
    mandates: mandates.desk,
    made: mandates.store,
  };
  const demoResidents = context.demo ? new DemoResidents(new DemoResidentOffices(offices)) : null;
  return {
    loops: [...residents.loops, ...mandates.loops],
    services: {
      ...services,
      residentSignIns: demoResidents
        ? preparing(services.residentSignIns, demoResidents)
        : services.residentSignIns,
      joining: demoResidents ? preparingToJoin(services.joining, demoResidents) : services.joining,
      myDocuments,
      myNotices,
      myCopies: new MyCopies({
        ...{ reached, holder, copies, reader, proofs, seals, challenges, passkeys },
        ...{ clock, publicUrl, delegates: mandates.copies },
      }),
      myExport: new MyExport({
        view: services.residentView,
        sessions: base.sessions,
        ...{ passkeys, documents: myDocuments, notices: myNotices, clock },
        mandates: mandates.mine,
      }),
      mandates: mandates.desk,
      myMandates: mandates.mine,
      persons: names,
    },
  };
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
