import { randomUUID, timingSafeEqual } from "node:crypto";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict, ServiceError } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { WrongCode } from "../errors.ts";
import type { ResidentLimits } from "../ResidentLimits.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";
import type { AskedCode, CodePurpose, NewCode, ProvenCode } from "./Code.ts";
import type { PgCodes, StoredCode } from "./PgCodes.ts";
import { toCodeDigest } from "./toCodeDigest.ts";

export type CodesParts = {
  readonly store: PgCodes;
  readonly secrets: ResidentSecrets;
  readonly limits: ResidentLimits;
  readonly clock: Clock;
  /** Wakes what sends them. */
  readonly onAsked: () => void;
};

/** Who gives a code, and what for. */
export type GivenCode = {
  readonly id: string;
  readonly code: string;
  readonly purpose: CodePurpose;
  /** Who is signed in; null: nobody is. */
  readonly account: string | null;
  readonly address: string;
};

/**
 * One-time codes. What asks for one looks nothing up and sends nothing: `CodeSending` does, so that neither the answer nor
 * its time tells whether a number is known.
 */
export class Codes {
  readonly #parts: CodesParts;

  constructor(parts: CodesParts) {
    this.#parts = parts;
  }

  /** Errors as `ResidentLimits.ask`. */
  async ask(asked: NewCode, address: string): Promise<AskedCode> {
    const { store, limits: counts, onAsked } = this.#parts;
    await counts.ask(numberOf(asked), address);
    const code = { ...asked, id: randomUUID(), ...this.#times() };
    await store.transaction((tx) => store.insert(tx, code));
    onAsked();
    const { id, endsAt, resendAt } = code;
    return { id, endsAt, resendAt };
  }

  /**
   * Another code for the same. Over, or unknown: `Conflict` `sign_in.ended`. Too early: `ServiceError` 429
   * `sign_in.resend_early`. Others as `ask`.
   */
  async askAgain(id: string, address: string): Promise<AskedCode> {
    const { store, limits: counts, onAsked } = this.#parts;
    const found = await store.transaction((tx) => this.#lock(tx, id, "sign-in", null));
    if (found === null) throw ended();
    this.#requireWaited(found);
    await counts.ask(numberOf(found), address);
    const asked = { id, ...this.#times() };
    await store.transaction(async (tx) => {
      const still = await this.#lock(tx, id, "sign-in", null);
      if (still === null) throw ended();
      this.#requireWaited(still);
      await store.ask(tx, asked);
    });
    onAsked();
    return asked;
  }

  /**
   * Does what a right code allows, in the transaction that uses it up. A wrong one is counted, whatever comes of it:
   * `WrongCode`. Over, used, tried too often, for something else, or of another account: `Conflict` `sign_in.ended`. Too
   * many failures at this address: `HttpProblem` 429 `rate.limited`.
   */
  async give<T>(
    given: GivenCode,
    work: (tx: Transaction, proven: ProvenCode) => Promise<T>,
  ): Promise<T> {
    const { store, limits: counts } = this.#parts;
    const takeBack = await counts.attempt(given.address);
    const outcome = await store.transaction(async (tx) => {
      const found = await this.#lock(tx, given.id, given.purpose, given.account);
      if (found === null) return { refusal: ended() };
      if (!(await this.#isRight(found, given.code))) {
        await store.countTry(tx, given.id);
        return { refusal: new WrongCode(limits.residentCodeTries - found.tries - 1) };
      }
      await store.remove(tx, given.id);
      return { done: await work(tx, { ...found, phone: found.sentTo ?? "" }) };
    });
    if ("refusal" in outcome) throw outcome.refusal;
    await takeBack();
    return outcome.done;
  }

  /** The same work for a code that went nowhere. */
  async #isRight({ id, codeDigest }: StoredCode, code: string): Promise<boolean> {
    const given = await toCodeDigest(this.#parts.secrets, id, code);
    const isSame = timingSafeEqual(given, codeDigest ?? Buffer.alloc(given.length));
    return codeDigest !== null && isSame;
  }

  async #lock(
    tx: Transaction,
    id: string,
    purpose: CodePurpose,
    account: string | null,
  ): Promise<StoredCode | null> {
    const found = await this.#parts.store.lock(tx, id);
    if (found === null || found.purpose !== purpose || found.account !== account) return null;
    const isOver = found.endsAt <= this.#now() || found.tries >= limits.residentCodeTries;
    return isOver ? null : found;
  }

  #requireWaited({ resendAt }: StoredCode): void {
    if (this.#now() >= resendAt) return;
    throw new ServiceError(
      429,
      "sign_in.resend_early",
      "The message may still be on its way. Wait until the time named, then ask again.",
      { resendAt },
    );
  }

  #times() {
    const now = this.#now();
    return {
      resendAt: now + limits.residentResendSeconds,
      endsAt: now + limits.residentCodeSeconds,
    };
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

export const numberOf = ({ target }: Pick<NewCode, "target">): string =>
  "phone" in target ? `phone ${target.phone}` : `identity ${target.idNumber}`;

const ended = (): Conflict =>
  new Conflict(
    "sign_in.ended",
    "The code has ended or was used. Begin again to have another sent.",
  );
