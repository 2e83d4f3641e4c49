import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { signersData } from "./governingActs.ts";
import { base64url, relyingParty } from "./invitations.ts";
import { line, seconds } from "./primitives.ts";

const credential = base64url(apiLimits.credentialIdCharacters).meta({
  description: "The credential's id, base64url.",
});

const passkeys = z.array(
  z.object({
    id: credential,
    name: z.string().nullable().meta({
      description: "What its officer calls the device. Null: the account was made with it.",
    }),
    addedAt: seconds,
    state: z.enum(["adding", "active", "removing"]).meta({
      description: "`adding`, `removing`: until the change of the account is on the chain.",
    }),
  }),
);

export const ownPasskeys = z
  .object({
    passkeys: passkeys.meta({
      description: "The oldest first. None: the account is a wallet's, or was not made here.",
    }),
    creation: z
      .object({
        relyingParty,
        challenge: z.string().meta({ description: "What a new passkey must name; base64url." }),
        user: z.string().meta({ description: "Its user handle, base64url." }),
      })
      .nullable()
      .meta({ description: "With what a further passkey is made; null where there is none." }),
  })
  .meta({ id: "OwnPasskeys" });

export const passkeyChange = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("add"),
      name: line(apiLimits.passkeyNameCharacters),
      clientDataJSON: base64url(apiLimits.clientDataCharacters),
      authenticatorData: base64url(apiLimits.authenticatorDataCharacters),
    }),
    z.strictObject({ kind: z.literal("remove"), id: credential }),
  ])
  .meta({ id: "PasskeyChange" });

const nonce = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,77})$/)
  .meta({ description: "Decimal." });

export const draftedPasskeyChange = z
  .object({ nonce, deadline: seconds, request: signersData })
  .meta({
    id: "DraftedPasskeyChange",
    description: "What one of the account's passkeys is to sign, in the account's own domain.",
  });

export const signedPasskeyChange = z
  .strictObject({
    change: passkeyChange,
    nonce,
    deadline: seconds,
    signature: z
      .string()
      .regex(/^0x([0-9a-fA-F]{2})+$/)
      .max(2 + 2 * apiLimits.registrySignatureBytes)
      .meta({ description: "As the account's contract takes it." }),
  })
  .meta({ id: "SignedPasskeyChange" });

export const changedPasskeys = z.object({ passkeys }).meta({ id: "ChangedPasskeys" });
