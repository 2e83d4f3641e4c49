import { z } from "zod";

export const auditPlace = z
  .object({
    position: z.int().min(1).meta({ description: "Lines up to here." }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: "SHA-256 of the hash before it and of the line, in hex." }),
  })
  .meta({ id: "AuditPlace" });
