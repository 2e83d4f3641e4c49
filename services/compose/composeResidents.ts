import { AccountDoors } from "../accounts/residents/AccountDoors.ts";
import { CodeSending } from "../accounts/residents/codes/CodeSending.ts";
import { Codes } from "../accounts/residents/codes/Codes.ts";
import { PgCodes } from "../accounts/residents/codes/PgCodes.ts";
import { Desk } from "../accounts/residents/desk/Desk.ts";
import { DeskPersons } from "../accounts/residents/desk/DeskPersons.ts";
import { DeviceEndings } from "../accounts/residents/desk/DeviceEndings.ts";
import { PgDeviceEndings } from "../accounts/residents/desk/PgDeviceEndings.ts";
import { ResidentEnding } from "../accounts/residents/ending/ResidentEnding.ts";
import { Joining } from "../accounts/residents/joining/Joining.ts";
import type { Persons } from "../accounts/residents/joining/Persons.ts";
import { MessageSending, type SendRequest } from "../accounts/residents/messages/MessageSending.ts";
import { PgOutbox } from "../accounts/residents/messages/PgOutbox.ts";
import { OwnNotices } from "../accounts/residents/notices/OwnNotices.ts";
import { PgResidentAccounts } from "../accounts/residents/PgResidentAccounts.ts";
import { PgResidentCounts } from "../accounts/residents/PgResidentCounts.ts";
import { PgResidentPasskeys } from "../accounts/residents/passkeys/PgResidentPasskeys.ts";
import { ResidentPasskeySignIns } from "../accounts/residents/passkeys/ResidentPasskeySignIns.ts";
import { ResidentPasskeys } from "../accounts/residents/passkeys/ResidentPasskeys.ts";
import { ResidentErasure } from "../accounts/residents/ResidentErasure.ts";
import { ResidentLimits } from "../accounts/residents/ResidentLimits.ts";
import { ResidentSecrets } from "../accounts/residents/ResidentSecrets.ts";
import { ResidentSignIns } from "../accounts/residents/ResidentSignIns.ts";
import { IdentityOffices } from "../accounts/residents/registered/IdentityOffices.ts";
import { PgRegisteredPhones } from "../accounts/residents/registered/PgRegisteredPhones.ts";
import { RegisteredPhones } from "../accounts/residents/registered/RegisteredPhones.ts";
import { PgResidentSessions } from "../accounts/residents/sessions/PgResidentSessions.ts";
import { ResidentSessions } from "../accounts/residents/sessions/ResidentSessions.ts";
import { PgResidentWallets } from "../accounts/residents/wallets/PgResidentWallets.ts";
import { ResidentWallets } from "../accounts/residents/wallets/ResidentWallets.ts";
import type { AccountSignatures } from "../accounts/sessions/AccountSignatures.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { ManyAccounts } from "../registry/accounts/ManyAccount.ts";
import type { Registry } from "../registry/Registry.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { SealedKeys } from "../signing/SealedKeys.ts";
import { PgDeviceCopies } from "../wallet/copies/PgDeviceCopies.ts";
import { PgShares } from "../wallet/shares/PgShares.ts";

export type ResidentsContext = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string;
  readonly passkeyDomain: string;
  readonly demo: boolean;
  readonly keys: Pick<SealedKeys, "createOrLoad">;
  readonly registry: Registry;
  readonly types: FileDocumentTypes;
  /** Sends a message from a process that holds no key. */
  readonly sendHook: SendRequest;
  readonly messageGateway: { readonly url: string; readonly token: string | null } | null;
  readonly passkeyDelaySeconds: number;
  readonly audit: AuditLog;
  /** What wallets sign, and who signs for accounts, as the chain says. */
  readonly signing: {
    readonly chainId: number;
    readonly signatures: Pick<AccountSignatures, "require">;
    readonly manyAccounts: ManyAccounts;
  };
};

/** What says who residents are, and what they are sent with. */
function composeFoundations(context: ResidentsContext) {
  const { database, clock, logger, keys, audit } = context;
  const secrets = new ResidentSecrets(() => keys.createOrLoad("residents", "secret"));
  const counts = new PgResidentCounts(database, secrets);
  const limits = new ResidentLimits(counts, clock);
  const accounts = new PgResidentAccounts(database, secrets);
  const phones = new PgRegisteredPhones(secrets);
  const outbox: PgOutbox = new PgOutbox(database, secrets, () => messages.loop.wake());
  const messages = new MessageSending({
    outbox,
    send: context.sendHook,
    gateway: context.messageGateway,
    demo: context.demo,
    logger,
  });
  const codeStore = new PgCodes(database, secrets);
  const sending = new CodeSending({
    store: codeStore,
    ...{ phones, messages: outbox, outbox, secrets, limits, accounts, clock, logger },
  });
  const onAsked = () => sending.loop.wake();
  return {
    ...{ database, clock, audit, secrets, counts, limits, accounts, phones, outbox },
    messages: outbox,
    notices: new OwnNotices(),
    deviceCopies: new PgDeviceCopies(),
    deviceShares: new PgShares(database),
    wallets: new PgResidentWallets(database, secrets),
    codes: new Codes({ store: codeStore, secrets, limits, clock, onAsked }),
    sessions: new ResidentSessions({ store: new PgResidentSessions(database), audit, clock }),
    sending,
    doors: new AccountDoors({ accounts, phones, clock }),
    loops: [sending.loop, messages.loop],
  };
}

/** Residents' accounts: ways in, sessions, passkeys, joining to the register. */
export function composeResidents(context: ResidentsContext, persons: Persons) {
  const { database, clock, publicUrl, passkeyDomain, demo, registry, types } = context;
  const base = composeFoundations(context);
  const site = { origin: new URL(publicUrl).origin, domain: passkeyDomain, name: "Sello" };
  const store = new PgResidentPasskeys(database);
  const passkeys = new ResidentPasskeys({
    ...base,
    store,
    site,
    delaySeconds: context.passkeyDelaySeconds,
  });
  const offices = new IdentityOffices({ registry, types, clock });
  const { accounts, phones, sessions } = base;
  const { manyAccounts, signatures, chainId } = context.signing;
  const ending = new ResidentEnding({ ...base, store });
  const deskPersons = new DeskPersons({ ...base, persons, offices, store });
  const deviceEndings = new DeviceEndings({
    ...{ ...base, endings: new PgDeviceEndings(database) },
    ...{ deskPersons, store, ending, manyAccounts, registry },
  });
  const view = { accounts, passkeys, persons, phones, database, demo, publicUrl };
  return {
    base,
    store,
    offices,
    ending,
    loops: base.loops,
    services: {
      residents: sessions,
      residentSignIns: new ResidentSignIns(base),
      residentPasskeySignIns: new ResidentPasskeySignIns({ ...base, store, site }),
      residentPasskeys: passkeys,
      residentAccounts: accounts,
      residentErasure: new ResidentErasure(base),
      joining: new Joining(base),
      desk: new Desk({ ...base, persons, offices }),
      ...{ deskPersons, deviceEndings },
      residentWallets: new ResidentWallets({
        ...{ ...base, challenges: store, signatures },
        terms: { publicUrl, chainId },
      }),
      registeredPhones: new RegisteredPhones({ ...base, store: phones, offices }),
      residentView: view,
      demoOutbox: demo ? base.outbox : null,
    },
  };
}
