import { randomBytes, randomUUID } from "node:crypto";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transactor } from "../../../platform/database/Transaction.ts";
import { Conflict } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { ResidentLimits } from "../ResidentLimits.ts";
import type { SignInClient } from "../ResidentSignIns.ts";
import type { ResidentSessions, StartedSession } from "../sessions/ResidentSessions.ts";
import type { PgResidentPasskeys } from "./PgResidentPasskeys.ts";
import { type PasskeyAssertion, readAssertion, refused } from "./readAssertion.ts";
import { handleOf, type PasskeySite } from "./site.ts";

export type PasskeySignInParts = {
  readonly database: Transactor;
  readonly store: PgResidentPasskeys;
  readonly sessions: ResidentSessions;
  readonly notices: Pick<OwnNotices, "noteBrowser">;
  readonly limits: ResidentLimits;
  readonly site: PasskeySite;
  readonly clock: Clock;
};

/** Signing in with a passkey. Nothing but the passkey says whose account it is, so nobody can be kept out by name. */
export class ResidentPasskeySignIns {
  readonly #parts: PasskeySignInParts;

  constructor(parts: PasskeySignInParts) {
    this.#parts = parts;
  }

  /** Errors as `ResidentLimits.begin`. */
  async begin(address: string) {
    const { store, limits: counts, site } = this.#parts;
    await counts.begin(address);
    const id = randomUUID();
    const challenge = randomBytes(32).toString("base64url");
    const now = this.#now();
    const endsAt = now + limits.passkeyChallengeSeconds;
    await store.addChallenge(id, "get", null, challenge, { now, endsAt });
    const timeout = limits.passkeyChallengeSeconds * 1_000;
    const options = {
      ...{ challenge, timeout, rpId: site.domain, allowCredentials: [] },
      userVerification: "required",
    } as const;
    return { id, endsAt, options };
  }

  /**
   * A session at level `passkey`. Over or used: `Conflict` `sign_in.ended`. Others as `readAssertion` and
   * `ResidentLimits.attempt`.
   */
  async finish(
    id: string,
    given: PasskeyAssertion,
    { address, browser }: SignInClient,
  ): Promise<StartedSession> {
    const { database, store, sessions, notices, limits: counts, site } = this.#parts;
    const takeBack = await counts.attempt(address);
    const now = this.#now();
    const challenge = await store.useChallenge(id, "get", null, now);
    if (challenge === null)
      throw new Conflict("sign_in.ended", "This sign-in was used or took too long. Begin again.");
    const request = { challenge, origin: site.origin, domain: site.domain };
    const started = await database.transaction(async (tx) => {
      const passkey = await store.lockByCredential(tx, given.id);
      if (passkey === null) throw refused();
      const handle = handleOf(passkey.account);
      if (given.userHandle !== null && !given.userHandle.equals(handle)) throw refused();
      const count = readAssertion(given, passkey, request);
      await store.used(tx, passkey.id, count, now);
      await notices.noteBrowser(tx, passkey.account, browser);
      const asked = { account: passkey.account, level: "passkey", passkey: passkey.id } as const;
      return sessions.start(tx, { ...asked, browser });
    });
    await takeBack();
    return started;
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}
