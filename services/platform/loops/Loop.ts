/** A part that works in the background until it is stopped. */
export interface Loop {
  readonly name: string;
  start(): void;
  /** Resolves when nothing of it is under way any more. Safe to call twice. */
  stop(): Promise<void>;
}
