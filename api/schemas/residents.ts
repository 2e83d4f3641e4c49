import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, seconds, uuid } from "./primitives.ts";

/** What a resident's session is worth, the least first. */
export const residentLevels = ["code", "passkey", "desk"] as const;
export type ResidentLevel = (typeof residentLevels)[number];

/** Languages of messages and pages. */
export const residentLanguages = ["zh", "es", "en"] as const;

const language = z.enum(residentLanguages);
export const level = z.enum(residentLevels).meta({
  description:
    "`code`: a one-time code. `passkey`: a passkey with user verification. `desk`: an officer saw the person's card.",
});

const asWritten = (description: string) =>
  line(apiLimits.residentTextCharacters).meta({ description });

export const phone = asWritten(
  "E.164, as in `+8613800138000`; a Chinese mobile number may come without `+86`.",
);
export const idNumber = asWritten("Citizen identity number (GB 11643), 18 characters.");

export const newResidentSignIn = z
  .discriminatedUnion("way", [
    z.strictObject({ way: z.literal("phone"), phone, language: language.exactOptional() }),
    z.strictObject({ way: z.literal("id-card"), idNumber, language: language.exactOptional() }),
  ])
  .meta({ id: "NewResidentSignIn" });

/** The same answer whether somebody is known by that number or not. */
export const sentCode = z
  .object({
    id: uuid,
    endsAt: seconds.meta({ description: "Until when the code is good." }),
    resendAt: seconds.meta({ description: "From when on another may be asked for." }),
  })
  .meta({
    id: "SentCode",
    description:
      "A code is on its way, if there is a phone that it may go to. The answer is the same if not.",
  });

export const givenCode = z
  .strictObject({ code: z.string().regex(/^[0-9]{6}$/) })
  .meta({ id: "GivenCode", description: "Six digits, as the message says." });

export const residentSession = z
  .object({
    id: uuid,
    account: uuid,
    level,
    joined: z.boolean().meta({ description: "Whether the account is joined to the register." }),
    language,
    csrfToken: z
      .string()
      .meta({ description: "For the header `Sello-CSRF` of requests that change something." }),
    startedAt: seconds,
    lastUsedAt: seconds.meta({ description: "Right to about a minute." }),
    idleEndsAt: seconds.meta({ description: "When it ends if it is not used until then." }),
    endsAt: seconds.meta({ description: "When it ends in any case." }),
    demo: z.boolean(),
  })
  .meta({ id: "ResidentSession", description: "A resident who is signed in." });

export const residentSessionList = z
  .object({
    sessions: z.array(
      z.object({
        id: uuid,
        level,
        startedAt: seconds,
        lastUsedAt: seconds.meta({ description: "Right to about a minute." }),
        endsAt: seconds,
        browser: z.string().max(apiLimits.browserCharacters),
        current: z.boolean().meta({ description: "Whether it is the one that asks." }),
      }),
    ),
  })
  .meta({ id: "ResidentSessionList" });

/** What a resident may want to do, and may lack the level for. */
export const residentActs = [
  "read-claims",
  "make-copies",
  "copy-identity",
  "share",
  "add-passkey",
  "export",
  "erase",
] as const;

const residentAct = z.enum(residentActs);

export const residentAccount = z
  .object({
    id: uuid,
    joined: z.boolean().meta({ description: "Whether the account is joined to the register." }),
    name: z
      .string()
      .nullable()
      .meta({ description: "At level `code` masked, as in 张*; null: no document says it." }),
    idNumber: z
      .string()
      .nullable()
      .meta({ description: "At level `code` masked, as in 4403…1234; null: not joined." }),
    phones: z
      .array(z.object({ phone: z.string(), kind: z.enum(["sign-in", "registered"]) }))
      .meta({ description: "Always masked, as in +86 138…00." }),
    language,
    level,
    createdAt: seconds,
    acts: z
      .array(
        z.object({
          act: residentAct,
          allowed: z.boolean().meta({ description: "In this session, now." }),
          needs: z
            .enum(["passkey", "joining", "delay"])
            .nullable()
            .meta({ description: "What is lacking first." }),
          from: seconds.nullable().meta({ description: "When `delay` is over." }),
        }),
      )
      .meta({ description: "Each act of `residentActs`, in that order." }),
  })
  .meta({ id: "ResidentAccount" });

export const residentLanguage = z.strictObject({ language }).meta({ id: "ResidentLanguage" });

export const newIdentity = z.strictObject({ idNumber }).meta({ id: "NewIdentity" });

export const joinedAccount = z
  .object({
    session: residentSession,
    moved: z.boolean().meta({
      description:
        "The person had an account already. This session goes on in that one; the account it began in has ended, and what was its own phone is that one's now.",
    }),
  })
  .meta({ id: "JoinedAccount" });

export const deskCode = z
  .object({
    code: z
      .string()
      .regex(/^[0-9]{8}$/)
      .meta({ description: "To be shown at the desk." }),
    endsAt: seconds,
  })
  .meta({ id: "DeskCode" });

export const deskJoin = z
  .strictObject({ code: z.string().regex(/^[0-9]{8}$/), idNumber })
  .meta({ id: "DeskJoin" });

export const deskJoined = z
  .object({
    moved: z.boolean().meta({ description: "The person had an account already." }),
  })
  .meta({ id: "DeskJoined" });

export const registeredPhones = z
  .strictObject({
    phones: z
      .array(
        z.strictObject({
          idNumber,
          phone: phone
            .nullable()
            .meta({ description: "E.164; null: the register has none any more." }),
        }),
      )
      .min(1)
      .max(apiLimits.registeredPhones),
  })
  .meta({ id: "RegisteredPhones" });

export const registeredPhoneCount = z
  .object({
    added: z.int(),
    changed: z.int().meta({ description: "The person had another one before." }),
    removed: z.int(),
    same: z.int(),
  })
  .meta({ id: "RegisteredPhoneCount" });
