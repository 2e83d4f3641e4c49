import type { ApiAction } from "@sello/api";
import { Forbidden } from "../platform/errors.ts";
import type { Caller } from "./Caller.ts";

/** The action is not among the caller's: `Forbidden` `api_key.action` or `session.rights`. */
export function requireAction(caller: Caller, action: ApiAction): void {
  if (caller.actions.includes(action)) return;
  if (caller.kind === "api-key")
    throw new Forbidden("api_key.action", `The API key does not allow "${action}".`);
  throw new Forbidden("session.rights", `The officer has no role that allows "${action}".`);
}
