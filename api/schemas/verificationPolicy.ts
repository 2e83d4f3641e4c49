import type { CheckId } from "@sello/sdk";
import { z } from "zod";

// Not among them: that the document can be read, whose it is and that its signature is right. Without
// these, nothing else that a verdict says means anything.
const dispensable = [
  "in-log",
  "checkpoint",
  "key-current",
  "authority-active",
  "accredited",
  "validity-period",
  "status",
  "key-binding",
  "audience",
  "nonce",
  "claims",
] as const satisfies readonly CheckId[];

const YEAR_SECONDS = 31_536_000;
const seconds = (max: number) => z.int().min(0).max(max);
const token = z.string().min(1).max(512);

/** What a request may ask of a verification, beyond the rules of the network. Times in seconds. */
export const verificationPolicy = z.strictObject({
  clockSkewSeconds: seconds(600).exactOptional(),
  statusAgeSecondsMax: seconds(10 * YEAR_SECONDS).exactOptional(),
  cosignatureAgeSecondsMax: seconds(10 * YEAR_SECONDS).exactOptional(),
  requirePostQuantum: z.boolean().exactOptional(),
  documentTypes: z.array(z.url().max(512)).min(1).max(64).exactOptional(),
  acceptVcSdJwtTyp: z.boolean().exactOptional(),
  keyBinding: z
    .strictObject({
      required: z.boolean().exactOptional(),
      audience: token.exactOptional(),
      nonce: token.exactOptional(),
      ageSecondsMax: seconds(YEAR_SECONDS).exactOptional(),
    })
    .exactOptional(),
  mayBeUnknown: z.array(z.enum(dispensable)).max(dispensable.length).exactOptional(),
});
