import type { Access } from "@sello/api";
import type { Request, Response } from "express";
import { Forbidden } from "../../platform/errors.ts";
import type { Caller } from "../Caller.ts";
import { HttpProblem } from "../errors.ts";
import type { RateLimiters } from "../middleware/limitRates.ts";
import type { KeyChecks } from "./KeyChecks.ts";

/**
 * Says who asks, counts the request against the limit that fits, and refuses a key that does not allow
 * `access`. For a public route a key is neither needed nor looked at.
 */
export async function authenticate(
  request: Request,
  response: Response,
  access: Access,
  parts: { keyChecks: KeyChecks; limiters: RateLimiters },
): Promise<Caller | null> {
  if (access === "unlimited") return null;
  const header = request.headers.authorization;
  if (access === "public" || header === undefined) parts.limiters.byAddress(request, response);
  if (access === "public") return null;
  if (header === undefined)
    throw new HttpProblem(401, "api_key.missing", "Send an API key as Authorization: Bearer.");
  const secret = /^bearer ([^\s]+)$/i.exec(header)?.[1] ?? "";
  const caller = await parts.keyChecks.check(secret, request, response);
  response.locals.apiKeyId = caller.apiKeyId;
  parts.limiters.byKey(request, response);
  if (!caller.actions.includes(access))
    throw new Forbidden("api_key.action", `The API key does not allow "${access}".`);
  return caller;
}
