import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { line, seconds, slug, typeName, uuid } from "./primitives.ts";

const nameLine = line(apiLimits.verifierNameCharacters).exactOptional();

const name = z
  .strictObject({ zh: nameLine, es: nameLine, en: nameLine })
  .meta({ description: "In one language or more." });

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const key = z
  .object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: coordinate, y: coordinate })
  .meta({ description: "With which requests are signed: ES256." });

const homepage = z
  .string()
  .min(1)
  .max(apiLimits.verifierHomepageCharacters)
  .meta({ description: "An origin, such as `https://shop.example`." });

const claims = z
  .array(line(apiLimits.shareClaimCharacters))
  .min(1)
  .max(apiLimits.verifierClaims)
  .meta({ description: "Names of claims, ready answers such as `age_over_18` among them." });

const mayAsk = z.array(z.strictObject({ type: typeName, claims })).max(apiLimits.verifierTypes);

export const verifierStates = ["active", "over", "ended"] as const;

const shown = {
  id: uuid.meta({ description: "The `client_id` of their requests." }),
  name,
  homepage,
  mayAsk: z.array(
    z.object({
      type: typeName,
      vcts: z.array(z.string()).meta({ description: "Of all versions of the type." }),
      claims: z.array(z.string()),
    }),
  ),
  key,
  authority: slug.meta({ description: "Who registered them." }),
  state: z.enum(verifierStates).meta({
    description: "`over`: the term is; `ended`: an officer ended it before.",
  }),
  registeredAt: seconds,
  endsAt: seconds,
} as const;

export const verifier = z
  .object(shown)
  .meta({ id: "Verifier", description: "Who registered with the city what they may ask." });

const managedVerifier = z
  .object({
    ...shown,
    registeredBy: z.string().meta({ description: "As the audit names callers." }),
    hook: z.string().nullable().meta({ description: "Where answers are told." }),
  })
  .meta({ id: "ManagedVerifier" });

export const verifierList = z
  .object({ verifiers: z.array(managedVerifier) })
  .meta({ id: "VerifierList" });

export const newVerifier = z
  .strictObject({
    name,
    homepage,
    mayAsk: mayAsk.min(1),
    key: z.strictObject(key.shape).meta({ description: "An ES256 public key, as a JWK." }),
    endsAt: seconds.meta({ description: "At most two years from now." }),
    hook: line(apiLimits.webhookUrlCharacters).exactOptional().meta({
      description: "https, of a host that is reached over the internet.",
    }),
  })
  .meta({ id: "NewVerifier" });

export const registeredVerifier = z
  .object({
    verifier: managedVerifier,
    secret: z.string().nullable().meta({
      description: "Of the webhook's signatures (`whsec_…`). Shown this once; null: no webhook.",
    }),
  })
  .meta({ id: "RegisteredVerifier" });
