import type { KeyInToken, KeyToken } from "../KeyToken.ts";
import type { KeyKind, KeyOfKind } from "../keyKinds.ts";
import type { SealedKey } from "../SealedKeyStore.ts";
import { TokenError } from "./errors.ts";
import { generatePair, removePair } from "./objects.ts";
import { TokenKey } from "./TokenKey.ts";
import { encodeReference, newKeyId, readReference } from "./TokenReference.ts";
import { TokenSession, type TokenSessionOptions } from "./TokenSession.ts";
import {
  isTokenKind,
  type KindInToken,
  type PublicOf,
  type RawSign,
  type TokenKind,
  tokenKinds,
} from "./tokenKinds.ts";

/** Keys in a token that is reached by PKCS#11. */
export class TokenKeys implements KeyToken {
  readonly #session: TokenSession;
  /** The curve's name that the token knows, by kind; null: it makes none of this kind. */
  readonly #curves = new Map<TokenKind, Promise<Buffer | null>>();

  private constructor(session: TokenSession) {
    this.#session = session;
  }

  /** @throws TokenError what keeps the token from being used */
  static async open(options: TokenSessionOptions): Promise<TokenKeys> {
    return new TokenKeys(await TokenSession.open(options));
  }

  async holds(kind: KeyKind): Promise<boolean> {
    return isTokenKind(kind) && (await this.#curveOf(kind)) !== null;
  }

  async generate(name: string, kind: KeyKind): Promise<KeyInToken> {
    const curve = isTokenKind(kind) ? await this.#curveOf(kind) : null;
    if (!isTokenKind(kind) || curve === null)
      throw new TokenError("token.kind_unsupported", `The token makes no keys of kind ${kind}.`);
    const id = newKeyId(name);
    const wanted = { kind, curve, id, label: `sello ${name}`, lasting: true };
    const point = this.#session.use((open) => generatePair(open, wanted));
    return {
      public: tokenKinds[kind].toPublic(point),
      sealed: encodeReference({ token: this.#session.label, id }),
    };
  }

  open<K extends KeyKind>(key: SealedKey, kind: K): KeyOfKind[K] {
    if (!isTokenKind(kind))
      throw new TokenError("token.kind_unsupported", `No ${kind} in a token.`);
    const held = this.#keyOf(key, kind);
    return openAs(kind, key.public, (input) => held.sign(input)) as KeyOfKind[K];
  }

  require(key: SealedKey): void {
    if (isTokenKind(key.kind)) this.#keyOf(key, key.kind).require();
  }

  remove(name: string, { sealed }: KeyInToken): void {
    const { id } = this.#referenceOf(name, sealed);
    this.#session.use((open) => removePair(open, id));
  }

  close(): void {
    this.#session.close();
  }

  #keyOf({ name, public: known, sealed }: SealedKey, kind: TokenKind): TokenKey {
    const { id } = this.#referenceOf(name, sealed);
    return new TokenKey(this.#session, { name, id, kind, public: known });
  }

  #referenceOf(name: string, sealed: Uint8Array) {
    const reference = readReference(name, sealed);
    if (reference.token === this.#session.label) return reference;
    throw new TokenError(
      "token.not_configured",
      `The key ${name} is in the token ${reference.token}, and SELLO_TOKEN_LABEL names ${this.#session.label}.`,
      { name, token: reference.token },
    );
  }

  #curveOf(kind: TokenKind): Promise<Buffer | null> {
    const known = this.#curves.get(kind) ?? this.#findCurve(kind);
    this.#curves.set(kind, known);
    // A token that was away says nothing of what it can do.
    known.catch(() => this.#curves.delete(kind));
    return known;
  }

  /** Tokens say what they can do in general, and little of curves: so a key is made that does not last, and signs. */
  async #findCurve(kind: TokenKind): Promise<Buffer | null> {
    for (const curve of tokenKinds[kind].curves) {
      try {
        await this.#try(kind, curve);
        return curve;
      } catch (error) {
        if (!(error instanceof TokenError) || !cannot.has(error.code)) throw error;
      }
    }
    return null;
  }

  async #try(kind: TokenKind, curve: Buffer): Promise<void> {
    const [name, id] = ["trial", newKeyId("trial")];
    const wanted = { kind, curve, id, label: "sello trial", lasting: false };
    const point = this.#session.use((open) => generatePair(open, wanted));
    const known = tokenKinds[kind].toPublic(point);
    const held = new TokenKey(this.#session, { name, id, kind, public: known });
    held.require();
    const opened = openAs(kind, known, (input) => held.sign(input));
    if ("signMessage" in opened) await opened.signMessage({ message: "sello trial" });
    this.#session.use((open) => removePair(open, id));
  }
}

/** What says that the token makes no such keys, or others than are meant. */
const cannot: ReadonlySet<string> = new Set(["token.kind_unsupported", "token.key_other"]);

const openAs = <K extends TokenKind>(
  kind: K,
  known: SealedKey["public"],
  sign: RawSign,
): KeyOfKind[K] => (tokenKinds[kind] as KindInToken<K>).open(known as PublicOf[K], sign);
