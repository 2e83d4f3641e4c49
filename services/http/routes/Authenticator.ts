import type { ApiAction, Standing } from "@sello/api";
import type { Caller, OfficerCaller, OfficerSession } from "../Caller.ts";

/** @typeParam Found who shows a good secret */
export interface Authenticator<Found = Caller> {
  /** Not good: `Forbidden` (401) `api_key.invalid`, or `session.ended`. */
  authenticate(secret: string): Promise<Found>;
}

/** Officers who are signed in, and what the chain lets them do at this moment. */
export interface SessionAuthenticator extends Authenticator<OfficerSession> {
  /**
   * Their rights at the authority of this slug. None that allows the action and none of the standings, or no such
   * authority: `Forbidden` `session.rights`.
   */
  act(
    session: OfficerSession,
    slug: string,
    action: ApiAction,
    alsoFor?: readonly Standing[],
  ): Promise<OfficerCaller>;
  /** Whether the session goes on and its officer may still do it. Asking is no use of the session. */
  goesOn(caller: OfficerCaller, action: ApiAction): Promise<boolean>;
}
