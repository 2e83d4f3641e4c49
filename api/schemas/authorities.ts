import type { FaultCode } from "@sello/sdk/trust";
import { z } from "zod";
import { apiLimits } from "../limits.ts";
import {
  address,
  authorityId,
  blockNumber,
  documentTypeId,
  hex32,
  jsonObject,
  localizedText,
  pageNext,
  seconds,
  slug,
} from "./primitives.ts";

export const actingAuthority = z
  .object({ id: authorityId, slug, name: localizedText })
  .meta({ id: "ActingAuthority" });

/** Why the trust list leaves something out. */
export const faultCodes = [
  "issuer.form",
  "issuer.origin",
  "issuer.slug",
  "authority.entry",
  "authority.size",
  "key.time",
  "name.form",
  "authority.above",
] as const satisfies readonly FaultCode[];

const fault = z
  .object({
    code: z.enum(faultCodes),
    authority: authorityId.meta({
      description: "Whose fault it is: of `authority.above` one that is above.",
    }),
    what: z.string().meta({ description: "The issuer, a key's thumbprint, a language, a number." }),
  })
  .meta({ id: "AuthorityFault" });

const interval = {
  from: seconds,
  until: seconds.nullable().meta({ description: "Exclusive; null: still." }),
};

export const authority = z
  .object({
    id: authorityId,
    slug: z.string().meta({
      description: "Short name; the id in hex where its issuer is no address of this service.",
    }),
    issuer: z.string().meta({ description: "The `iss` of its documents." }),
    name: localizedText,
    kind: z.enum(["city", "district", "industry", "department"]),
    parent: authorityId.nullable(),
    states: z.array(z.object({ ...interval, state: z.enum(["active", "suspended", "retired"]) })),
    keys: z.array(
      z.object({
        ...interval,
        thumbprint: hex32,
        distrustedFrom: seconds.nullable().meta({
          description: "From when on what it signed does not count; null: it is trusted.",
        }),
      }),
    ),
    accreditations: z.array(
      z.object({
        ...interval,
        documentType: documentTypeId,
        delegate: z.boolean().meta({ description: "Whether it may pass this on to those below." }),
      }),
    ),
    officers: z.array(
      z.object({
        ...interval,
        address,
        roles: z.int().meta({ description: "Flags: 1 administer, 2 issue, 4 revoke, 8 anchor." }),
      }),
    ),
    faults: z.array(fault).meta({
      description:
        "What no verifier could represent, and so is not in the trust list. `key.time` and `name.form` leave out just that key or name, the others the whole authority.",
    }),
  })
  .meta({ id: "Authority", description: "As the registry contract's events tell it." });

export const authorityList = z
  .object({
    authorities: z.array(authority),
    next: pageNext,
  })
  .meta({ id: "AuthorityList" });

const authorityEvent = z
  .object({
    name: z.string().meta({ description: "Of the registry contract's event." }),
    args: jsonObject.meta({ description: "Its other arguments; integers are decimal texts." }),
    by: address.nullable().meta({ description: "The officer who decided it, where it says so." }),
    at: seconds,
    transactionHash: hex32,
    blockNumber,
    logIndex: z.int().min(0).meta({ description: "Which event of the block." }),
    deployment: z.int().meta({ description: "Which of the network's contracts, counted from 1." }),
  })
  .meta({ id: "AuthorityEvent" });

/** A line of an authority's history as a file, to be checked elsewhere (docs/formats.md, History). */
export const historyLine = z.object({
  format: z.literal("sello-history/1"),
  service: z.url().max(apiLimits.webhookUrlCharacters),
  authority: authorityId,
  event: authorityEvent,
});

export const authorityEventList = z
  .object({ events: z.array(authorityEvent), next: pageNext })
  .meta({ id: "AuthorityEventList" });

export const jwks = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal("EC"),
        crv: z.literal("P-256"),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.literal("ES256"),
        use: z.literal("sig"),
      }),
    ),
  })
  .meta({ id: "JwkSet" });

export const issuerMetadata = z
  .object({ issuer: z.string(), jwks })
  .meta({ id: "IssuerMetadata", description: "JWT VC Issuer Metadata (SD-JWT VC)." });
