import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, seconds, uuid } from "./primitives.ts";

const base64url = (charactersMax: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(charactersMax);

const credentialId = base64url(apiLimits.credentialIdCharacters);

const descriptor = z.object({ type: z.literal("public-key"), id: credentialId });

/** WebAuthn level 3, 5.1.9: what `PublicKeyCredential.parseCreationOptionsFromJSON` takes. */
const creationOptions = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
    attestation: z.literal("none"),
  })
  .meta({ id: "PasskeyCreationOptions" });

/** WebAuthn level 3, 5.1.10: what `PublicKeyCredential.parseRequestOptionsFromJSON` takes. */
const requestOptions = z
  .object({
    challenge: z.string(),
    timeout: z.int(),
    rpId: z.string(),
    allowCredentials: z
      .array(descriptor)
      .meta({ description: "Always empty: the browser offers those it has." }),
    userVerification: z.literal("required"),
  })
  .meta({ id: "PasskeyRequestOptions" });

export const passkeyRegistration = z
  .object({ id: uuid, endsAt: seconds, options: creationOptions })
  .meta({ id: "PasskeyRegistration" });

export const passkeySignIn = z
  .object({ id: uuid, endsAt: seconds, options: requestOptions })
  .meta({ id: "PasskeySignIn" });

/** As `PublicKeyCredential.toJSON()` gives it; what else is in it is not looked at. */
export const newResidentPasskey = z
  .strictObject({
    registration: uuid,
    name: line(apiLimits.passkeyNameCharacters).meta({
      description: "By which its owner knows it, such as the phone's.",
    }),
    response: z.object({
      id: credentialId,
      response: z.object({
        clientDataJSON: base64url(apiLimits.clientDataCharacters),
        authenticatorData: base64url(apiLimits.authenticatorDataCharacters),
      }),
    }),
  })
  .meta({ id: "NewResidentPasskey" });

export const passkeyAssertion = z
  .strictObject({
    response: z.object({
      id: credentialId,
      response: z.object({
        clientDataJSON: base64url(apiLimits.clientDataCharacters),
        authenticatorData: base64url(apiLimits.authenticatorDataCharacters),
        signature: base64url(apiLimits.passkeySignatureCharacters),
        userHandle: base64url(apiLimits.userHandleCharacters).nullish(),
      }),
    }),
  })
  .meta({ id: "PasskeyAssertion" });

/** `needs-code`: a code that went to the registered phone is yet to be given. `waiting`: until `goodFrom`. */
export const passkeyStates = ["needs-code", "waiting", "good"] as const;

export const residentPasskey = z
  .object({
    id: uuid,
    credential: z.string().meta({ description: "The credential's id, base64url." }),
    name: z.string(),
    createdAt: seconds,
    lastUsedAt: seconds.nullable(),
    synced: z.boolean().meta({
      description: "It may be on several devices: its flag BE (backup eligible) is set.",
    }),
    state: z.enum(passkeyStates).meta({
      description:
        "What it is good for: each signs its owner in. Only a `good` one also copies identity documents and adds devices.",
    }),
    goodFrom: seconds.nullable().meta({ description: "Null while a code is needed." }),
    current: z.boolean().meta({ description: "Whether this session began with it." }),
  })
  .meta({ id: "ResidentPasskey" });

export const residentPasskeyList = z
  .object({ passkeys: z.array(residentPasskey) })
  .meta({ id: "ResidentPasskeyList" });
