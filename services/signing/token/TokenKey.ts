import type { Handle } from "pkcs11js";
import type { SealedKey } from "../SealedKeyStore.ts";
import { TokenError } from "./errors.ts";
import type { OpenSession } from "./logIn.ts";
import { findPrivateKey, signWith } from "./objects.ts";
import type { TokenSession } from "./TokenSession.ts";
import {
  type KindInToken,
  type PublicOf,
  type RawSign,
  type TokenKind,
  tokenKinds,
} from "./tokenKinds.ts";

export type TokenKeyPlace = Pick<SealedKey, "name" | "public"> & {
  readonly kind: TokenKind;
  /** CKA_ID. */
  readonly id: Buffer;
};

/** A private key in a token. It is looked for once in every session, and proves there that it is the one that is meant. */
export class TokenKey {
  readonly #session: TokenSession;
  readonly #place: TokenKeyPlace;
  #found: { readonly open: OpenSession; readonly handle: Handle } | null = null;

  constructor(session: TokenSession, place: TokenKeyPlace) {
    this.#session = session;
    this.#place = place;
  }

  /**
   * @param input what the kind's mechanism signs
   * @returns 64 bytes
   * @throws TokenUnavailable, TokenError `token.key_missing`, `token.key_other`
   */
  sign(input: Uint8Array): Uint8Array {
    return this.#session.use((open) => this.#signIn(open, this.#handleIn(open), input));
  }

  /** Looks whether it is there. Errors as `sign`. */
  require(): void {
    this.#session.use((open) => this.#handleIn(open));
  }

  #handleIn(open: OpenSession): Handle {
    if (this.#found?.open === open) return this.#found.handle;
    const { name, id, kind, public: known } = this.#place;
    const handle = findPrivateKey(open, id);
    if (handle === null)
      throw new TokenError("token.key_missing", `The token has no key ${name}.`, { name });
    if (!isSame(kind, known, (input) => this.#signIn(open, handle, input)))
      throw new TokenError("token.key_other", `The token has another key as ${name}.`, { name });
    this.#found = { open, handle };
    return handle;
  }

  #signIn(open: OpenSession, handle: Handle, input: Uint8Array): Uint8Array {
    return signWith(open, tokenKinds[this.#place.kind].sign, handle, input);
  }
}

const isSame = <K extends TokenKind>(kind: K, known: SealedKey["public"], sign: RawSign): boolean =>
  (tokenKinds[kind] as KindInToken<K>).isSame(known as PublicOf[K], sign);
