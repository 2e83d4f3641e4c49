import { z } from "zod";
import { localizedText } from "./primitives.ts";

/** A problem document (RFC 9457) with the members that ours always have. */
export const problem = z
  .looseObject({
    type: z.string().meta({ description: "URL of a page about this kind of problem." }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "`urn:uuid:` and the id of the request." }),
    code: z.string().meta({ description: "Stable." }),
    violations: z
      .array(
        z.object({
          pointer: z.string(),
          code: z.string(),
          message: z.string(),
          rule: localizedText.exactOptional().meta({ description: "What would be right." }),
        }),
      )
      .optional()
      .meta({ description: "Where the input is wrong: JSON pointers that start with its part." }),
  })
  .meta({ id: "Problem", description: "A problem document (RFC 9457)." });

export type Problem = z.output<typeof problem>;
