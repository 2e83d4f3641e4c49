import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { address, line, localizedText, seconds, slug, uuid } from "./primitives.ts";
import { officerRoles } from "./sessions.ts";

/** `open` until it is used, revoked, or over. */
export const invitationStates = ["open", "used", "revoked", "expired"] as const;

export const base64url = (charactersMax: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(charactersMax);

const invitedAccount = z
  .object({
    address: address.meta({ description: "With the checksum of EIP-55." }),
    state: z.enum(["sent", "made", "failed"]).meta({
      description: "`sent`: on its way to the chain. `made`: it is there, and may be appointed.",
    }),
  })
  .meta({
    id: "InvitedAccount",
    description: "The account that the invited person's passkey controls.",
  });

const roles = z.array(z.enum(officerRoles));

export const invitation = z
  .object({
    id: uuid,
    authority: slug,
    name: z.string().meta({ description: "Of the invited person, as who invited them wrote it." }),
    roles: roles.meta({
      description: "Intended; the account has none before it is appointed on chain.",
    }),
    replaces: address
      .nullable()
      .meta({ description: "The officer's account whose passkey or wallet is lost." }),
    createdAt: seconds,
    endsAt: seconds,
    state: z.enum(invitationStates),
    account: invitedAccount.nullable().meta({ description: "Null until the person has used it." }),
  })
  .meta({ id: "Invitation" });

export const newInvitation = z
  .strictObject({
    authority: slug
      .exactOptional()
      .meta({ description: "By default the caller's own; or one below it." }),
    name: line(apiLimits.invitationNameCharacters),
    roles: roles.min(1).max(officerRoles.length),
    endsAt: seconds,
    replaces: address
      .exactOptional()
      .meta({ description: "An account that is or was an officer of the authority." }),
  })
  .meta({ id: "NewInvitation" });

const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const createdInvitation = z
  .object({
    invitation,
    secret: secret.meta({
      description: "The link's fragment. Shown this once; only its SHA-256 is kept.",
    }),
  })
  .meta({ id: "CreatedInvitation" });

export const invitationList = z
  .object({ invitations: z.array(invitation) })
  .meta({ id: "InvitationList" });

export const invitationSecret = z.strictObject({ secret }).meta({ id: "InvitationSecret" });

export const relyingParty = z
  .object({
    id: z.string().meta({ description: "A domain: passkeys are for it alone." }),
    name: z.string(),
  })
  .meta({ id: "RelyingParty", description: "For whom passkeys are (WebAuthn level 3, 5.4.2)." });

export const openedInvitation = z
  .object({
    invitation,
    authorityName: localizedText,
    relyingParty,
    challenge: z.string().meta({ description: "What the new passkey must name; base64url." }),
    user: z.string().meta({ description: "The new passkey's user handle, base64url." }),
  })
  .meta({
    id: "OpenedInvitation",
    description: "What the invited person sees, and what their passkey is made with.",
  });

export const newPasskey = z
  .strictObject({
    secret,
    clientDataJSON: base64url(apiLimits.clientDataCharacters).meta({
      description: "As the authenticator gave it to the page, in base64url.",
    }),
    authenticatorData: base64url(apiLimits.authenticatorDataCharacters).meta({
      description: "With the new credential: its id and its ES256 key; base64url.",
    }),
  })
  .meta({ id: "NewPasskey", description: "A new credential (WebAuthn level 3, 7.1)." });

export const passkeyTerms = z
  .object({ relyingParty, chainId: z.int() })
  .meta({ id: "PasskeyTerms", description: "What a page needs to ask for a passkey." });

export const passkeyQuery = z
  .strictObject({
    id: base64url(apiLimits.credentialIdCharacters).meta({
      description: "The credential's id, base64url.",
    }),
  })
  .meta({ id: "PasskeyQuery" });

export const passkey = z
  .object({
    account: address.meta({ description: "That it controls; with the checksum of EIP-55." }),
    signer: z
      .string()
      .regex(/^0x[0-9a-f]{168}$/)
      .meta({ description: "As the account knows it (ERC-7913): verifier, x, y." }),
  })
  .meta({ id: "Passkey" });
