/** C2SP tlog-checkpoint: the size and root of a log. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Opaque; this network writes none. */
  readonly extensions: readonly string[];
}
