export type Unit = "/s" | "ms" | "s" | "bytes" | "MiB" | "µs" | "gas" | "×" | "entries";

/** What this machine, or a setting, allows: measured in the same run, turn by turn with the figure. */
export type Limit = {
  readonly name: string;
  readonly value: number;
  /** The figure divided by the limit; the median of the rounds where there were several. */
  readonly ratio: number;
};

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly limits?: readonly Limit[];
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
  /** What explains the value: a sentence or a few numbers. */
  readonly note?: string;
};

/** How much is measured. `quick` is for trying the suites out; its figures mean little. */
export type Scale = "quick" | "usual" | "large";

export type Suite = {
  readonly name: string;
  readonly summary: string;
  /** Left out when nothing is named. */
  readonly onlyWhenNamed?: boolean;
  run(scale: Scale): Promise<readonly Figure[]>;
};
