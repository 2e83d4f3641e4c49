import { randomInt } from "node:crypto";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import type { Logger } from "../../../platform/Logger.ts";
import { limits } from "../../../platform/limits.ts";
import { SteadyLoop } from "../../../platform/loops/SteadyLoop.ts";
import type { Messages } from "../messages/Messages.ts";
import type { PgOutbox } from "../messages/PgOutbox.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { ResidentLimits } from "../ResidentLimits.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";
import type { PgRegisteredPhones } from "../registered/PgRegisteredPhones.ts";
import type { PgCodes, StoredCode } from "./PgCodes.ts";
import { toCodeDigest } from "./toCodeDigest.ts";

export type CodeSendingParts = {
  readonly store: PgCodes;
  readonly phones: Pick<PgRegisteredPhones, "of">;
  readonly messages: Messages;
  readonly outbox: Pick<PgOutbox, "forget">;
  readonly accounts: Pick<PgResidentAccounts, "forget">;
  readonly secrets: ResidentSecrets;
  readonly limits: ResidentLimits;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Draws the codes that were asked for and puts them into the outbox, those that have a phone to go to. */
export class CodeSending {
  readonly loop: SteadyLoop;
  readonly #parts: CodeSendingParts;
  #forgottenAt = 0;

  constructor(parts: CodeSendingParts) {
    this.#parts = parts;
    this.loop = new SteadyLoop({
      name: "resident-codes",
      step: () => this.step(),
      logger: parts.logger,
    });
  }

  /** @returns the pause before the next, in milliseconds */
  async step(): Promise<number> {
    const { store, clock } = this.#parts;
    const now = toSeconds(clock.nowMs());
    const count = await store.transaction(async (tx) => {
      const due = await store.due(tx, now);
      for (const code of due) await this.#send(tx, code);
      return due.length;
    });
    if (now - this.#forgottenAt >= limits.residentForgetSeconds) {
      await store.forget(now);
      await this.#parts.limits.forget();
      await this.#parts.accounts.forget(now - limits.residentUnjoinedKeptSeconds);
      await this.#parts.outbox.forget();
      this.#forgottenAt = now;
    }
    return count > 0 ? 0 : limits.residentLookMs;
  }

  async #send(tx: Transaction, { id, target, language }: StoredCode): Promise<void> {
    const { store, phones, messages, secrets, limits: counts } = this.#parts;
    const phone = "phone" in target ? target.phone : await phones.of(tx, target.idNumber);
    // More than a phone may get: nobody is told, or who asks would learn whose phone it is.
    if (phone === null || !(await counts.maySend(phone))) return store.drawn(tx, id, null);
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    await store.drawn(tx, id, { digest: await toCodeDigest(secrets, id, code), phone });
    await messages.send(tx, { to: phone, kind: "code", language, values: { code } });
  }
}
