import type { Caller, OfficerCaller } from "../../http/Caller.ts";
import { Forbidden } from "../../platform/errors.ts";

/** An API key is no person: `Forbidden` `application.officer`. */
export function requireOfficer(caller: Caller): asserts caller is OfficerCaller {
  if (caller.kind === "officer") return;
  throw new Forbidden("application.officer", "A person decides: sign in as an officer.");
}
