/** What the process that started the witnesses says to them, over Node's IPC channel. */
export type WitnessesOrder =
  /** The rest of their settings, which their starter did not know before. */
  | { readonly kind: "settings"; readonly settings: NodeJS.ProcessEnv }
  /** What changes while they run; each member counts from then on. */
  | ({ readonly kind: "change" } & WitnessesChange);

export type WitnessesChange = {
  /** Names to play as well. They answer with all that they play. */
  readonly names?: readonly string[];
  /** Nodes of chains to see as well: `URL` or `CHAIN_ID=URL`. */
  readonly nodes?: readonly string[];
  /** Where trust lists are asked for. */
  readonly serviceUrl?: string;
  /** A trust list, as if it had been asked for: it counts if it follows from the one that is held. */
  readonly trustList?: string;
};
