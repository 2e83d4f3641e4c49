import type { z } from "zod";

/** Calls from one process of ours to another, by name: what is asked, and what is answered. Both sides check it. */
export type CallTable = Readonly<
  Record<string, { readonly asked: z.ZodType; readonly answer: z.ZodType }>
>;

export type Asked<Table extends CallTable, Name extends keyof Table> = z.output<
  Table[Name]["asked"]
>;
export type Answer<Table extends CallTable, Name extends keyof Table> = z.output<
  Table[Name]["answer"]
>;

export const callPath = "/inside/";
