import { z } from "zod";

/**
 * Calls from one process of ours to another, by name: what is asked, and what is answered. Both sides check it. A member
 * `parts` travels as the bytes that it is, beside the JSON of the others.
 */
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

/** Bytes in a call, at most so many of them. */
export const parts = (max: number) => z.array(z.instanceof(Buffer)).max(max);
