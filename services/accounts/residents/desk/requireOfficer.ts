import type { Caller, OfficerCaller } from "../../../http/Caller.ts";
import { Forbidden } from "../../../platform/errors.ts";

/** Who sees a card is a person: with a key, `Forbidden` `desk.officer`. */
export function requireOfficer(caller: Caller): OfficerCaller {
  if (caller.kind === "officer") return caller;
  throw new Forbidden(
    "desk.officer",
    "A key sees nobody's card. Sign in as an officer to do this.",
  );
}
