import type { ResidentSession } from "../../http/Caller.ts";
import type { JsonAnswer } from "../../http/routes/Route.ts";
import { residentCookieName, toSessionCookie } from "../../http/sessionFields.ts";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { Forbidden } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Persons } from "./joining/Persons.ts";
import { maskIdNumber, maskName, maskPhone } from "./masks.ts";
import type { PgResidentAccounts } from "./PgResidentAccounts.ts";
import type { ResidentPasskeys } from "./passkeys/ResidentPasskeys.ts";
import type { ResidentAccount } from "./ResidentAccount.ts";
import type { PgRegisteredPhones } from "./registered/PgRegisteredPhones.ts";
import { toActs } from "./residentActs.ts";

export type ViewParts = {
  readonly accounts: Pick<PgResidentAccounts, "byId">;
  readonly passkeys: Pick<ResidentPasskeys, "list" | "standing">;
  readonly persons: Persons;
  readonly phones: Pick<PgRegisteredPhones, "of">;
  readonly database: Queryable;
  readonly demo: boolean;
  readonly publicUrl: string;
};

/** The account of a session that goes on. It was erased a moment ago: `Forbidden` (401) `session.ended`. */
export async function accountOf(
  { accounts }: Pick<ViewParts, "accounts">,
  { account }: Pick<ResidentSession, "account">,
): Promise<ResidentAccount> {
  const found = await accounts.byId(account);
  if (found) return found;
  throw new Forbidden("session.ended", "The session has ended. Sign in again.", 401);
}

export async function toSessionView(
  parts: Pick<ViewParts, "accounts" | "demo">,
  session: ResidentSession,
): Promise<JsonAnswer<"getMySession">> {
  const { language, idNumber } = await accountOf(parts, session);
  const { id, account, level, csrfToken, startedAt, lastUsedAt, endsAt } = session;
  return {
    ...{ id, account, level, csrfToken, startedAt, lastUsedAt, endsAt, language },
    joined: idNumber !== null,
    idleEndsAt: Math.min(lastUsedAt + limits.residentIdleSeconds, endsAt),
    demo: parts.demo,
  };
}

/** At level `code` masked: who has stolen a code alone learns little. */
export async function toAccountView(
  parts: ViewParts,
  session: ResidentSession,
): Promise<JsonAnswer<"getMyAccount">> {
  const account = await accountOf(parts, session);
  const { id, idNumber, language, createdAt } = account;
  const isMasked = session.level === "code";
  const name = idNumber === null ? null : await parts.persons.nameOf(idNumber);
  const own = await parts.passkeys.list(session);
  return {
    ...{ id, language, createdAt },
    level: session.level,
    joined: idNumber !== null,
    name: name !== null && isMasked ? maskName(name) : name,
    idNumber: idNumber !== null && isMasked ? maskIdNumber(idNumber) : idNumber,
    phones: await phonesOf(parts, account),
    acts: toActs(session, {
      joined: idNumber !== null,
      hasPasskey: own.length > 0,
      ...(await parts.passkeys.standing(session, own)),
    }),
  };
}

async function phonesOf({ phones, database }: ViewParts, { idNumber, phone }: ResidentAccount) {
  const registered = idNumber === null ? null : await phones.of(database, idNumber);
  const signIn = phone !== null && phone !== registered ? phone : null;
  return [
    ...(registered === null ? [] : [{ phone: maskPhone(registered), kind: "registered" as const }]),
    ...(signIn === null ? [] : [{ phone: maskPhone(signIn), kind: "sign-in" as const }]),
  ];
}

/** @param token null takes the cookie away */
export const residentCookie = (publicUrl: string, token: string | null) => ({
  "set-cookie": toSessionCookie(
    residentCookieName(publicUrl),
    token,
    publicUrl,
    limits.sessionSeconds,
  ),
});
