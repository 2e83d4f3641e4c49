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
  /**
   * ES256 with that key: 64 bytes r‖s (RFC 7518 §3.4) for each, in order.
   * @param inputs JWS signing inputs (RFC 7515 §5.1), ASCII
   */
  sign(inputs: readonly string[]): Promise<readonly Uint8Array[]>;
  /** Wraps keys of documents with the authority's own: 40 bytes for each 32. */
  wrap(keys: readonly Buffer[]): Promise<readonly Buffer[]>;
}

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
      sign: async (inputs) => inputs.map((input) => key.sign(Buffer.from(input, "latin1"))),
      wrap: (keys) => this.#keys.wrap(authority, keys),
    };
  }
}
