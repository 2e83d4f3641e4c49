import type { Language } from "@sello/sdk";
import type { Transaction } from "../../platform/database/Transaction.ts";
import type { AccountDoors } from "./AccountDoors.ts";
import type { AskedCode, CodeTarget } from "./codes/Code.ts";
import { type Codes, numberOf } from "./codes/Codes.ts";
import type { OwnNotices } from "./notices/OwnNotices.ts";
import type { ResidentLimits } from "./ResidentLimits.ts";
import type { ResidentSessions, StartedSession } from "./sessions/ResidentSessions.ts";

/** Who asks, as far as limits and lists are concerned. */
export type SignInClient = { readonly address: string; readonly browser: string };

export type ResidentSignInParts = {
  readonly codes: Codes;
  readonly doors: AccountDoors;
  readonly sessions: ResidentSessions;
  readonly notices: Pick<OwnNotices, "noteBrowser">;
  readonly limits: ResidentLimits;
};

/** Signing in with a one-time code: to a phone that is given, or to the one that the register has for an ID number. */
export class ResidentSignIns {
  readonly #parts: ResidentSignInParts;

  constructor(parts: ResidentSignInParts) {
    this.#parts = parts;
  }

  /** Errors as `Codes.ask`. */
  begin(target: CodeTarget, language: Language, address: string): Promise<AskedCode> {
    const code = { purpose: "sign-in", target, language, account: null, subject: null } as const;
    return this.#parts.codes.ask(code, address);
  }

  /** Errors as `Codes.askAgain`. */
  resend(id: string, address: string): Promise<AskedCode> {
    return this.#parts.codes.askAgain(id, address);
  }

  /** A session at level `code`. Errors as `Codes.give`. */
  async finish(id: string, code: string, client: SignInClient): Promise<StartedSession> {
    const given = { id, code, purpose: "sign-in", account: null, address: client.address } as const;
    const { started, number } = await this.#parts.codes.give(given, async (tx, proven) => {
      const { target, phone, language } = proven;
      return {
        started: await this.#open(tx, target, phone, language, client),
        number: numberOf(proven),
      };
    });
    await this.#parts.limits.know(number, client.address);
    return started;
  }

  async #open(
    tx: Transaction,
    target: CodeTarget,
    phone: string,
    language: Language,
    { browser }: SignInClient,
  ): Promise<StartedSession> {
    const { doors, sessions, notices } = this.#parts;
    const { account } =
      "phone" in target
        ? await doors.byPhone(tx, phone, language)
        : await doors.byIdentity(tx, target.idNumber, phone, language);
    await notices.noteBrowser(tx, account.id, browser);
    return sessions.start(tx, { account: account.id, level: "code", passkey: null, browser });
  }
}
