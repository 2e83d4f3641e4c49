import { z } from "zod";
import type { Asked, CallTable } from "../../http/calls/CallTable.ts";

/** What the process that sends messages to webhooks is asked. It gets messages that are signed, and no secret. */
export const sendCalls = {
  send: {
    asked: z.object({
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    }),
    answer: z.object({
      /** What the receiver answered; null: nothing. */
      status: z.int().min(100).max(999).nullable(),
      /** Why nothing was answered: a code. */
      error: z
        .string()
        .regex(/^[a-z_.]{1,40}$/)
        .nullable(),
    }),
  },
} as const satisfies CallTable;

export type Message = Asked<typeof sendCalls, "send">;
/** What became of a message that was sent. */
export type Sent = z.output<typeof sendCalls.send.answer>;
export type SendHook = (message: Message) => Promise<Sent>;
