import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, pageNext, seconds, sha256, uuid } from "./primitives.ts";

const receiptRecordId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .meta({ description: "Of its consent receipt (docs/formats.md, Consent receipt)." });

const sealed = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(apiLimits.shareSealedCharacters)
  .meta({ description: "Encrypted where it was made (docs/formats.md, Share), in base64url." });

/** What the holder said of it: authenticated with what is encrypted. */
const terms = {
  endsAt: seconds,
  once: z.boolean().meta({ description: "Whether it can be opened one time only." }),
  audience: line(apiLimits.shareAudienceCharacters).nullable().meta({
    description: "For whom it is, in the holder's words. A promise: nothing proves who opens it.",
  }),
};

const purpose = line(apiLimits.shareAudienceCharacters).nullable().meta({
  description:
    "What for, in the holder's words: for their receipt alone. Who opens it is not told.",
});

const what = z
  .strictObject({
    type: line(apiLimits.shareTypeCharacters).meta({ description: "The document's type: `vct`." }),
    claims: z.array(line(apiLimits.shareClaimCharacters)).max(apiLimits.shareClaims).meta({
      description: "Names of the claims that are shown, never what they say.",
    }),
  })
  .meta({ id: "SharedClaims" });

export const newShare = z
  .strictObject({ digest: sha256, sealed, ...terms, purpose: purpose.exactOptional(), what })
  .meta({ id: "NewShare", description: "`digest` is of the link's id, which is not sent." });

const opening = z.object({
  at: seconds,
  browser: z.string().meta({ description: "As it calls itself, without its version." }),
});

export const share = z
  .object({
    id: uuid,
    digest: sha256,
    what,
    ...terms,
    sealedSha256: sha256,
    purpose,
    recordId: receiptRecordId,
    madeAt: seconds,
    endedAt: seconds.nullable(),
    endedBy: z.enum(["owner", "device"]).nullable().meta({
      description: "`device`: it ended with the device that it came from. Null: it was not ended.",
    }),
    state: z.enum(["open", "used", "ended", "expired"]).meta({
      description: "`used`: it could be opened once, and was.",
    }),
    openings: z.int().min(0).meta({ description: "How often it was opened." }),
    opened: z.array(opening).meta({ description: "The newest openings." }),
  })
  .meta({ id: "Share", description: "Without its link, which only who made it has." });

export const shareList = z
  .object({ shares: z.array(share), next: pageNext })
  .meta({ id: "ShareList" });

/** Of a link. */
export const shareLinkId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .meta({ description: "As the link has it." });

export const shareNotice = z
  .object({
    once: terms.once.meta({
      description: "Whether opening uses it up, so that a person has to be asked first.",
    }),
  })
  .meta({ id: "ShareNotice" });

export const newOpening = z
  .strictObject({
    opening: uuid.meta({
      description: "New for each opening; the same again, after an answer was lost, counts once.",
    }),
  })
  .meta({ id: "NewOpening" });

export const openedShare = z.object({ sealed, ...terms }).meta({ id: "OpenedShare" });
