import type { AuthorityId } from "@sello/sdk";
import type { AuthorityKeys } from "./AuthorityKeys.ts";
import type { Signer } from "./Signer.ts";

/**
 * What an authority's documents are signed and sealed with at a moment. Asked in hundreds, because it may be another
 * process that does it.
 */
export interface DocumentSigning {
  /** Thumbprint of the key that signs (RFC 7638). */
  readonly kid: string;
  /** Signs each with that key and wraps its key with the authority's own, in order. */
  sign(copies: readonly ToSign[]): Promise<readonly SignedCopy[]>;
}

export type ToSign = {
  /** The JWT's payload: JSON in UTF-8. */
  readonly payload: Buffer;
  /** The same as it is signed (RFC 7515 §5.1), ASCII. */
  readonly signingInput: string;
  /** Of a new document: the key that seals it, 32 bytes. Null: the document has one already. */
  readonly key: Buffer | null;
};

export type SignedCopy = {
  /** ES256: 64 bytes r‖s (RFC 7518 §3.4). */
  readonly signature: Uint8Array;
  /** 40 bytes (RFC 3394); null where no key was given. */
  readonly wrappedKey: Buffer | null;
};

/** Signs documents for authorities, with current keys only. */
export interface DocumentSigner {
  /** For documents that are made at `at` (unix seconds). No key: `Conflict` `signing_key.none_current`. */
  open(authority: AuthorityId, at: number): Promise<DocumentSigning>;
}

/** Signs here, with keys that this process opens. */
export class SealedDocumentSigner implements DocumentSigner {
  readonly #signer: Pick<Signer, "current">;
  readonly #keys: Pick<AuthorityKeys, "wrap">;

  constructor(signer: Pick<Signer, "current">, keys: Pick<AuthorityKeys, "wrap">) {
    this.#signer = signer;
    this.#keys = keys;
  }

  async open(authority: AuthorityId, at: number): Promise<DocumentSigning> {
    const key = await this.#signer.current(authority, at);
    return {
      kid: key.kid,
      sign: async (copies) => {
        const keys = copies.flatMap((copy) => copy.key ?? []);
        const wrapped = (keys.length > 0 ? await this.#keys.wrap(authority, keys) : []).values();
        return copies.map((copy) => ({
          signature: key.sign(Buffer.from(copy.signingInput, "latin1")),
          wrappedKey: copy.key && (wrapped.next().value ?? null),
        }));
      },
    };
  }
}
