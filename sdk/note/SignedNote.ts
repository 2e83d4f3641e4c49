/** One signature line of a note; nobody has verified it. */
export interface NoteSignature {
  readonly name: string;
  /** uint32. */
  readonly keyId: number;
  /** What follows the key id: 64 bytes for Ed25519; 72 and 2428 for cosignatures. */
  readonly signature: Uint8Array;
}

/** C2SP signed-note. `text` includes its final newline. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}
