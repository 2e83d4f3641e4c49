import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { Persons } from "../../../../services/accounts/residents/joining/Persons.ts";
import { AccountSignatures } from "../../../../services/accounts/sessions/AccountSignatures.ts";
import { PgAuditLog } from "../../../../services/audit/PgAuditLog.ts";
import { composeResidents } from "../../../../services/compose/composeResidents.ts";
import type { OfficerCaller } from "../../../../services/http/Caller.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import type { ManyAccount } from "../../../../services/registry/accounts/ManyAccount.ts";
import { toGb11643CheckCharacter } from "../../../../services/registry/claims/gb11643.ts";
import type { Registry } from "../../../../services/registry/Registry.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";

export const publicUrl = "http://localhost:8420";
export const domain = "localhost";
export const delaySeconds = 3_600;

const secret = createSecretKey(Buffer.alloc(32, 7));

export const identityOffice: AuthorityId = `0x${"1d".repeat(32)}` as AuthorityId;
export const otherOffice: AuthorityId = `0x${"0e".repeat(32)}` as AuthorityId;

/** Above the identity office. */
export const city: AuthorityId = `0x${"c1".repeat(32)}` as AuthorityId;

const above = new Map<AuthorityId, readonly AuthorityId[]>([
  [identityOffice, [identityOffice, city]],
  [otherOffice, [otherOffice]],
  [city, [city]],
]);
const toAuthority = (id: AuthorityId) => ({
  ...{ id, slug: id.slice(2, 8), name: { zh: "某局", es: "Oficina", en: "Office" } },
});

/** Accounts of many, by their address: a test adds them. */
export const accountsOfMany = new Map<Hex, ManyAccount>();

export const callerOf = (
  authority: AuthorityId,
  account: Hex = `0x${"ab".repeat(20)}`,
): OfficerCaller => ({
  kind: "officer",
  account,
  sessionId: "0b9d6f2e-0000-4000-8000-000000000001",
  authority,
  actions: ["issue"],
});

/** A valid identity number. */
export function idNumber(serial: number): string {
  const digits = `44030019900101${String(serial).padStart(3, "0")}`;
  return `${digits}${toGb11643CheckCharacter(digits)}`;
}

const obstacle = { code: "authority.unaccredited", authority: otherOffice } as const;

/** Residents' accounts over a real database, with a clock of its own. Two of one database are two processes. */
export function residentScene(
  database: Database,
  clock: { nowMs(): number },
  persons: Persons = { isKnown: async () => true, nameOf: async () => "张伟" },
) {
  const parts = composeResidents(
    {
      database,
      clock,
      logger: silentLogger,
      publicUrl,
      passkeyDomain: domain,
      demo: true,
      keys: { createOrLoad: (async () => secret) as never },
      registry: {
        issuingObstacle: async (id: AuthorityId) => (id === identityOffice ? null : obstacle),
        byId: async (id: AuthorityId) => toAuthority(id),
        lineage: async (id: AuthorityId) => (above.get(id) ?? []).map(toAuthority),
        all: async () => [...above.keys()].map(toAuthority),
      } as unknown as Registry,
      types: new FileDocumentTypes({ publicUrl }),
      sendHook: async () => ({ status: 200, error: null }),
      messageGateway: null,
      passkeyDelaySeconds: delaySeconds,
      audit: new PgAuditLog(database),
      signing: {
        chainId: 31_337,
        signatures: new AccountSignatures({
          isDeployed: async () => false,
          isSigned: async () => false,
        }),
        manyAccounts: { find: async (account) => accountsOfMany.get(account) ?? null },
      },
    },
    persons,
  );
  const { base, services } = parts;
  /** All messages, the newest first, once what was asked for was sent. */
  const messages = async () => {
    while ((await base.sending.step()) === 0);
    return base.outbox.newest();
  };
  const codeFor = async (phone: string): Promise<string> => {
    const found = (await messages()).find(({ to, kind }) => to === phone && kind === "code");
    const code = /\b\d{6}\b/.exec(found?.text ?? "")?.[0];
    assert.ok(code, `a code for ${phone}`);
    return code;
  };
  const client = { address: "192.0.2.1", browser: "Firefox 140, Linux" };
  const signInByPhone = async (phone: string, from = client) => {
    const { id } = await services.residentSignIns.begin({ phone }, "zh", from.address);
    return services.residentSignIns.finish(id, await codeFor(phone), from);
  };
  const signInByCard = async (number: string, phone: string, from = client) => {
    const { id } = await services.residentSignIns.begin({ idNumber: number }, "zh", from.address);
    return services.residentSignIns.finish(id, await codeFor(phone), from);
  };
  const register = (number: string, phone: string) =>
    services.registeredPhones.register(callerOf(identityOffice), [{ idNumber: number, phone }]);
  return { ...parts, client, messages, codeFor, signInByPhone, signInByCard, register };
}

export const emptyResidents = (database: Database) =>
  database.query(
    `truncate resident_accounts, registered_phones, resident_sessions, resident_codes, resident_counts,
       resident_messages, resident_notices, resident_browsers, resident_passkeys,
       resident_challenges, resident_desk_codes, mandates, delegated_copies cascade`,
  );
