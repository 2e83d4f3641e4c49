import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { address, line, seconds, slug, uuid } from "./primitives.ts";

export const auditor = z
  .object({
    id: uuid,
    authority: slug.meta({ description: "They see this authority and those below it." }),
    account: address.meta({ description: "With which they sign in: a wallet's, or a passkey's." }),
    name: z.string().meta({ description: "Of the person, as who appointed them wrote it." }),
    appointedBy: z.string().meta({ description: "As the audit names callers." }),
    appointedAt: seconds,
    endedAt: seconds.nullable(),
  })
  .meta({ id: "Auditor" });

export const auditorList = z.object({ auditors: z.array(auditor) }).meta({ id: "AuditorList" });

export const newAuditor = z
  .strictObject({
    authority: slug
      .exactOptional()
      .meta({ description: "By default the caller's own; or one below it." }),
    account: address,
    name: line(apiLimits.invitationNameCharacters),
  })
  .meta({ id: "NewAuditor" });
