import type { PKCS11 } from "pkcs11js";
import type { TokenSettings } from "../../platform/config.ts";
import { limits } from "../../platform/limits.ts";
import { answerOf, isAway } from "./cryptoki.ts";
import { TokenError, TokenUnavailable } from "./errors.ts";
import { initialize, loadDriver } from "./loadDriver.ts";
import { logIn, type OpenSession, pinWrong } from "./logIn.ts";
import { readPin } from "./readPin.ts";

export type TokenSessionOptions = TokenSettings & {
  readonly nowMs?: () => number;
};

/**
 * A session with the token, of the one thread that uses its library: a library is one for the whole process, and may not
 * be started again while another thread is in it (C_Finalize, PKCS#11 §5.4). One that was lost is opened again by who needs it, at most once in
 * `limits.tokenRetryMs`: a token that is away answers nobody, and asking it may take long.
 */
export class TokenSession {
  readonly #settings: TokenSettings;
  readonly #driver: PKCS11;
  readonly #nowMs: () => number;
  #open: OpenSession | null = null;
  #triedMs = Number.NEGATIVE_INFINITY;
  #refusedPin: string | null = null;

  private constructor({ nowMs, ...settings }: TokenSessionOptions, driver: PKCS11) {
    this.#settings = settings;
    this.#driver = driver;
    this.#nowMs = nowMs ?? (() => performance.now());
  }

  /** @throws TokenError what keeps the token from being used */
  static async open(options: TokenSessionOptions): Promise<TokenSession> {
    const session = new TokenSession(options, await loadDriver(options.module));
    try {
      session.#reopen();
    } catch (error) {
      throw answerOf(error) === null ? error : unavailable(error);
    }
    return session;
  }

  get label(): string {
    return this.#settings.label;
  }

  /**
   * Does something with the token, and once again in a new session when it fails there.
   * @param work synchronous; what it finds out about the session's objects holds for this session alone
   * @throws TokenUnavailable when the token is away; what `work` throws that is no answer of the token
   */
  use<T>(work: (open: OpenSession) => T): T {
    const failed = this.#try(work);
    if ("result" in failed) return failed.result;
    if (this.#nowMs() - this.#triedMs < limits.tokenRetryMs) throw failed.error;
    this.#comeBack();
    const again = this.#try(work);
    if ("result" in again) return again.result;
    throw again.error;
  }

  close(): void {
    this.#closeSession();
  }

  #try<T>(work: (open: OpenSession) => T): { result: T } | { error: unknown } {
    const open = this.#open;
    if (open === null) return { error: unavailable() };
    try {
      return { result: work(open) };
    } catch (error) {
      if (answerOf(error) !== null) return { error: unavailable(error) };
      if (error instanceof TokenError && error.code === "token.key_missing") return { error };
      throw error;
    }
  }

  /** A token that was there at the start is not missing for good: it is away. */
  #comeBack(): void {
    try {
      this.#reopen();
    } catch (error) {
      throw isAboutPin(error) ? error : unavailable(error);
    }
  }

  /** In a new session; where the token seems to be away, after the library was started again: it may just not know better. */
  #reopen(): void {
    this.#triedMs = this.#nowMs();
    try {
      this.#openSession();
    } catch (first) {
      if (!isAway(first) && !isMissing(first)) throw first;
      this.#beginAnew();
      this.#openSession();
    } finally {
      // The pause is after what was tried, however long that took.
      this.#triedMs = this.#nowMs();
    }
  }

  #openSession(): void {
    this.#closeSession();
    initialize(this.#driver, this.#settings.module);
    this.#open = this.#logIn();
  }

  /** A PIN that was refused is not tried again: a token counts, and locks itself. */
  #logIn(): OpenSession {
    const pin = readPin(this.#settings.pinFile);
    if (pin === this.#refusedPin) throw pinWrong(this.label);
    try {
      return logIn(this.#driver, this.label, pin);
    } catch (error) {
      if (error instanceof TokenError && error.code === "token.pin_wrong") this.#refusedPin = pin;
      throw error;
    }
  }

  #beginAnew(): void {
    this.#closeSession();
    try {
      this.#driver.C_Finalize();
    } catch (error) {
      if (answerOf(error) === null) throw error;
    }
    initialize(this.#driver, this.#settings.module);
  }

  #closeSession(): void {
    const open = this.#open;
    this.#open = null;
    try {
      if (open) this.#driver.C_CloseSession(open.session);
    } catch (error) {
      // It is lost already.
      if (answerOf(error) === null) throw error;
    }
  }
}

const isAboutPin = (error: unknown): boolean =>
  error instanceof TokenError && error.code.startsWith("token.pin");

const isMissing = (error: unknown): boolean =>
  error instanceof TokenError && error.code === "token.missing";

function unavailable(cause?: unknown): TokenUnavailable {
  const code = answerOf(cause) ?? (cause as { code?: string } | undefined)?.code;
  return new TokenUnavailable(code ? ` (${code})` : "", cause);
}
