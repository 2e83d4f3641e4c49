import { z } from "zod";
import { verificationPolicy } from "./verificationPolicy.ts";

/** A document with what the verifier asks for beyond the rules, and with a file that it may seal. */
export const verifyRequest = z
  .strictObject({
    document: z.string().min(1).meta({ description: "An SD-JWT VC, or a `.sello` file, as text." }),
    proof: z.string().exactOptional().meta({ description: "The tlog-proof of a bare SD-JWT VC." }),
    policy: verificationPolicy.exactOptional().meta({
      id: "Policy",
      description: "What the verifier asks for beyond the network's rules.",
    }),
    file: z
      .strictObject({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        size: z.int().min(0),
      })
      .exactOptional()
      .meta({ description: "SHA-256 and size of a sealed file that you have." }),
  })
  .meta({ id: "VerifyRequest" });
