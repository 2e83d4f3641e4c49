import { isAction, isResidents, type Operation, type ResidentAccess } from "@sello/api";
import type { Request, Response } from "express";
import { Forbidden, InvalidInput } from "../../platform/errors.ts";
import {
  type Asker,
  type Caller,
  type OfficerSession,
  type ResidentSession,
  toActor,
} from "../Caller.ts";
import { HttpProblem } from "../errors.ts";
import type { RateLimiters } from "../middleware/limitRates.ts";
import { requireAction } from "../requireAction.ts";
import {
  authorityHeader,
  readSessionToken,
  residentCookieName,
  sessionCookieName,
} from "../sessionFields.ts";
import type { SessionAuthenticator } from "./Authenticator.ts";
import { checkCsrf } from "./checkCsrf.ts";
import type { KeyChecks } from "./KeyChecks.ts";
import { reaches } from "./reaches.ts";

export type Authentication = {
  readonly keyChecks: KeyChecks<Caller>;
  readonly sessionChecks: KeyChecks<OfficerSession>;
  readonly sessions: Pick<SessionAuthenticator, "act">;
  readonly residentChecks: KeyChecks<ResidentSession>;
  readonly limiters: RateLimiters;
  readonly publicUrl: string;
};

/**
 * Says who asks, counts the request against the limit that fits, and refuses a key or an officer that the operation
 * is not for. For a public route no credential is needed or looked at. Cookies do not count beside an Authorization header.
 */
export async function authenticate(
  request: Request,
  response: Response,
  operation: Pick<Operation, "access" | "alsoFor">,
  parts: Authentication,
): Promise<Asker | null> {
  const { access } = operation;
  if (access === "unlimited") return null;
  if (isResidents(access)) return asResident(request, response, access, parts);
  const header = request.headers.authorization;
  const token =
    access === "public" || header !== undefined
      ? null
      : readSessionToken(request.headers.cookie, sessionCookieName(parts.publicUrl));
  if (token !== null) return inSession(token, request, response, { ...operation, access }, parts);
  if (access === "public" || header === undefined || access === "session")
    parts.limiters.byAddress(request, response);
  if (access === "public") return null;
  if (access === "session") throw new HttpProblem(401, "session.missing", "Sign in first.");
  if (header === undefined)
    throw new HttpProblem(
      401,
      "api_key.missing",
      "Send an API key as Authorization: Bearer, or sign in.",
    );
  const secret = /^bearer ([^\s]+)$/i.exec(header)?.[1] ?? "";
  const caller = await parts.keyChecks.check(secret, request, response);
  count(caller, request, response, parts);
  requireAction(caller, access);
  return caller;
}

type OfficersOperation = {
  readonly access: Exclude<Operation["access"], ResidentAccess>;
  readonly alsoFor?: Operation["alsoFor"];
};

async function inSession(
  token: string,
  request: Request,
  response: Response,
  { access, alsoFor }: OfficersOperation,
  parts: Authentication,
): Promise<Caller | OfficerSession> {
  const session = await parts.sessionChecks.check(token, request, response);
  count(session, request, response, parts);
  checkCsrf(request, session, parts.publicUrl);
  if (!isAction(access)) return session;
  const slug = request.headers[authorityHeader.toLowerCase()];
  if (typeof slug === "string" && slug !== "")
    return parts.sessions.act(session, slug, access, alsoFor);
  throw new InvalidInput(
    "session.authority",
    `Say in the header ${authorityHeader} for which authority you act, by its short name.`,
  );
}

/** No key and no officer is let in here, whatever else the request carries. */
async function asResident(
  request: Request,
  response: Response,
  access: ResidentAccess,
  parts: Authentication,
): Promise<ResidentSession> {
  const token = readSessionToken(request.headers.cookie, residentCookieName(parts.publicUrl));
  if (token === null) {
    parts.limiters.byAddress(request, response);
    throw new HttpProblem(401, "session.missing", "Sign in first.");
  }
  const session = await parts.residentChecks.check(token, request, response);
  count(session, request, response, parts);
  checkCsrf(request, session, parts.publicUrl);
  if (reaches(session.level, access)) return session;
  throw new Forbidden("session.level", "Sign in with a passkey, or have your card seen at a desk.");
}

function count(
  caller: Asker,
  request: Request,
  response: Response,
  { limiters }: Pick<Authentication, "limiters">,
): void {
  response.locals.actor = toActor(caller);
  limiters.byCaller(request, response);
}
