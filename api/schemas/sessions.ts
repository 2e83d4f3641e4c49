import { z } from "zod";
import { apiActions } from "../apiActions.ts";
import { apiLimits } from "../limits.ts";
import { standings } from "../Operation.ts";
import { address, localizedText, seconds, signer, slug, uuid } from "./primitives.ts";

/** Roles of an officer, as the registry contract has them; anchoring is a machine's and gives no right here. */
export const officerRoles = ["administer", "issue", "revoke"] as const;

export type OfficerRole = (typeof officerRoles)[number];

const moment = z.string().meta({ format: "date-time" });

export const signIn = z
  .object({
    nonce: z.string().meta({ description: "Good once, until `expirationTime`." }),
    domain: z.string().meta({ description: "Host and port of this service." }),
    uri: z.string(),
    chainId: z.int(),
    statement: z.string(),
    issuedAt: moment,
    expirationTime: moment,
  })
  .meta({
    id: "SignIn",
    description:
      "What the message to sign must say (EIP-4361, version 1), beside the account's address.",
  });

export const newSession = z
  .strictObject({
    message: z
      .string()
      .min(1)
      .max(apiLimits.signInMessageCharacters)
      .meta({ description: "The EIP-4361 message, as the wallet showed it." }),
    signature: z
      .string()
      .regex(/^0x([0-9a-fA-F]{2})+$/)
      .max(2 + 2 * apiLimits.registrySignatureBytes)
      .meta({
        description:
          "EIP-191 `personal_sign` of an account with a key, or what the contract of an account takes (ERC-1271).",
      }),
  })
  .meta({ id: "NewSession" });

const sessionAuthority = z
  .object({
    slug,
    name: localizedText,
    roles: z.array(z.enum(officerRoles)),
    actions: z
      .array(z.enum(apiActions))
      .meta({ description: "What may be asked with the header `Sello-Authority: slug`." }),
    standings: z.array(z.enum(standings)).meta({
      description:
        "`signer`: one of the people of an account of many that administers it. `auditor`: may look, and change nothing.",
    }),
    isDesk: z.boolean().meta({
      description:
        "Whether residents come to the account's desk there: it may issue identity documents.",
    }),
  })
  .meta({
    id: "SessionAuthority",
    description: "An authority for which the account has roles now, or another standing.",
  });

const sessionAccount = z
  .object({
    account: address,
    kind: z.enum(["officer-account", "safe"]),
    signers: z.int().meta({ description: "How many people sign for it." }),
    threshold: z.int().meta({ description: "How many of them must." }),
    people: z.array(signer).meta({ description: "They." }),
    authorities: z.array(
      sessionAuthority
        .omit({ actions: true, standings: true, isDesk: true })
        .meta({ id: "AccountAuthority" }),
    ),
  })
  .meta({
    id: "SessionAccount",
    description:
      "An account of many people, one of whom is signed in: they sign for it, with the others.",
  });

export const session = z
  .object({
    id: uuid,
    account: address.meta({ description: "With the checksum of EIP-55." }),
    csrfToken: z
      .string()
      .meta({ description: "For the header `Sello-CSRF` of requests that change something." }),
    startedAt: seconds,
    lastUsedAt: seconds.meta({ description: "Right to about a minute." }),
    idleEndsAt: seconds.meta({ description: "When it ends if it is not used until then." }),
    endsAt: seconds.meta({ description: "When it ends in any case." }),
    demo: z.boolean().meta({ description: "Whether this is a demo, where wallets are on loan." }),
    authorities: z.array(sessionAuthority),
    accounts: z.array(sessionAccount),
  })
  .meta({ id: "Session", description: "An officer who is signed in." });

export const sessionList = z
  .object({
    sessions: z.array(
      z.object({
        id: uuid,
        startedAt: seconds,
        lastUsedAt: seconds.meta({ description: "Right to about a minute." }),
        endsAt: seconds,
        browser: z
          .string()
          .max(apiLimits.browserCharacters)
          .meta({ description: "As it calls itself, in few words; empty if it does not." }),
        current: z.boolean().meta({ description: "Whether it is the one that asks." }),
      }),
    ),
  })
  .meta({ id: "SessionList" });
