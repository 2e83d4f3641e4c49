import { ServiceError, Unavailable } from "../../platform/errors.ts";

export type TokenErrorCode =
  /** The package `pkcs11js` is not installed, or was not compiled here. */
  | "token.driver_missing"
  /** The module of the token's maker cannot be loaded, or does not begin. */
  | "token.module_unusable"
  /** No token with this label is there, or more than one. */
  | "token.missing"
  /** The file with the PIN is missing, empty, or open to other accounts. */
  | "token.pin_file"
  | "token.pin_wrong"
  /** The token takes no PIN any more: it got too many wrong ones. */
  | "token.pin_locked"
  /** It makes no keys of this kind. */
  | "token.kind_unsupported"
  /** A key that was made in it is not there. */
  | "token.key_missing"
  /** The key that is there is not the one whose public half is known. */
  | "token.key_other"
  /** The key is in a token, and the settings name none, or another. */
  | "token.not_configured";

/** What goes wrong with the token that holds private keys. No message holds the PIN. */
export class TokenError extends ServiceError<TokenErrorCode> {
  constructor(
    code: TokenErrorCode,
    message: string,
    data: Readonly<Record<string, string>> = {},
    cause?: unknown,
  ) {
    super(500, code, message, data, cause);
  }
}

/** The token was there and does not answer now; it is asked again later. HTTP 503, and imports wait. */
export class TokenUnavailable extends Unavailable {
  constructor(why: string, cause?: unknown) {
    super("token.unavailable", `The token that holds the keys does not answer${why}.`, cause);
  }
}
