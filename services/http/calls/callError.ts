import { z } from "zod";

/** What an error is when it is told over the socket. */
export const callError = z.object({
  status: z.number().int(),
  code: z.string(),
  message: z.string(),
  data: z.record(z.string(), z.json()),
});
