import type { Handle, PKCS11 } from "pkcs11js";
import { answerOf, cryptoki } from "./cryptoki.ts";
import { TokenError } from "./errors.ts";

/** A session in which the user is logged in. */
export type OpenSession = { readonly driver: PKCS11; readonly session: Handle };

/**
 * A new session with the token of this label, in which its user is logged in.
 * @throws TokenError `token.missing`, `token.pin_wrong`, `token.pin_locked`; any other answer of the token as it came
 */
export function logIn(driver: PKCS11, label: string, pin: string): OpenSession {
  const slot = findSlot(driver, label);
  const flags = cryptoki.CKF_SERIAL_SESSION | cryptoki.CKF_RW_SESSION;
  const session = driver.C_OpenSession(slot, flags);
  try {
    driver.C_Login(session, cryptoki.CKU_USER, pin);
  } catch (error) {
    // All sessions of a process with a token are logged in together (PKCS#11 §5.6): another thread did it.
    if (answerOf(error) !== "CKR_USER_ALREADY_LOGGED_IN") {
      driver.C_CloseSession(session);
      throw toPinError(error, label);
    }
  }
  return { driver, session };
}

export const pinWrong = (label: string, cause?: unknown): TokenError =>
  new TokenError(
    "token.pin_wrong",
    `The token ${label} refuses the PIN in SELLO_TOKEN_PIN_FILE. It is not tried again, for a token locks itself after a few wrong ones.`,
    { label },
    cause,
  );

function findSlot(driver: PKCS11, label: string): Handle {
  const there = driver.C_GetSlotList(true).map((slot) => ({ slot, label: labelOf(driver, slot) }));
  const found = there.filter((each) => each.label === label);
  if (found[0] !== undefined && found.length === 1) return found[0].slot;
  const labels = there.map((each) => each.label).filter((each) => each !== null && each !== "");
  throw new TokenError(
    "token.missing",
    `${found.length === 0 ? "No token" : "More than one token"} with the label ${label} (SELLO_TOKEN_LABEL) is there. ${
      labels.length === 0 ? "The module shows none." : `The module shows: ${labels.join(", ")}.`
    }`,
    { label },
  );
}

/** Padded with blanks to 32 bytes (PKCS#11 §3.2, CK_TOKEN_INFO); null: the slot has no token that can be read. */
function labelOf(driver: PKCS11, slot: Handle): string | null {
  try {
    return driver.C_GetTokenInfo(slot).label.trimEnd();
  } catch (error) {
    if (answerOf(error) === null) throw error;
    return null;
  }
}

function toPinError(error: unknown, label: string): unknown {
  switch (answerOf(error)) {
    case "CKR_PIN_INCORRECT":
    case "CKR_PIN_INVALID":
    case "CKR_PIN_LEN_RANGE":
      return pinWrong(label, error);
    case "CKR_PIN_LOCKED":
    case "CKR_PIN_EXPIRED":
    case "CKR_USER_PIN_NOT_INITIALIZED":
      return new TokenError(
        "token.pin_locked",
        `The token ${label} takes no PIN any more (${answerOf(error)}). Its security officer has to set a new one.`,
        { label },
        error,
      );
    default:
      return error;
  }
}
