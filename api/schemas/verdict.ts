import { causeKinds, checkIds, moves } from "@sello/sdk";
import { z } from "zod";
import { authorityId, documentTypeId, jsonObject, localizedText, seconds } from "./primitives.ts";
import { placeStatus } from "./status.ts";

const check = z
  .object({
    id: z.enum(checkIds),
    outcome: z.enum(["passed", "failed", "unknown", "skipped"]),
    code: z.string().meta({ description: "Stable; starts with the id, as in `status.revoked`." }),
    text: localizedText,
    data: jsonObject.exactOptional(),
    knownAt: seconds.exactOptional().meta({ description: "The age of what this check relied on." }),
  })
  .meta({ id: "Check" });

const cause = z
  .object({
    code: z.string().meta({ description: "Of the check that decided." }),
    kind: z.enum(causeKinds).meta({
      description:
        "`damaged`: altered on its way; `forged`: a signature is wrong; `ended`: it was genuine; `not-allowed`: the issuer lacked a right; `not-as-asked`: not what was asked for; `not-known`: too little is known.",
    }),
    move: z.enum(moves).meta({ description: "Who can do something about it." }),
    text: localizedText,
    next: localizedText.meta({ description: "What the one whose move it is does next." }),
    holder: localizedText.meta({ description: "What the holder can do, and whom to ask." }),
    where: z.string().nullable().meta({ description: "Page of the authority to ask." }),
  })
  .meta({ id: "Cause" });

const verifiedDocument = z
  .object({
    issuer: z.object({
      id: authorityId,
      iss: z.string(),
      slug: z.string(),
      name: localizedText,
      kind: z.string(),
    }),
    type: z.object({ id: documentTypeId, vct: z.string(), name: localizedText.nullable() }),
    claims: jsonObject.meta({ description: "Those disclosed and those always visible." }),
    withheld: z.int().meta({ description: "Claims withheld, and decoys." }),
    issuedAt: seconds,
    notBefore: seconds.nullable(),
    expiresAt: seconds.nullable(),
    timeZone: z.string().nullable().meta({
      description: "IANA name of the time zone by which the issuer counts dates.",
    }),
    statedOn: z.record(z.string(), z.string()).exactOptional().meta({
      description:
        "Claims that were true on one day (`YYYY-MM-DD`) and may have changed since, such as `age_over_18: false`.",
    }),
    status: z.object({ uri: z.string(), index: z.int() }),
    mandate: z
      .object({
        delegate: z.string().meta({ description: "Name of who shows it." }),
        principal: z.string().meta({ description: "Name of the person whose document it is." }),
        relation: z.string().meta({ description: "`parent`, `guardian`, `power-of-attorney`." }),
        purpose: z.string().nullable(),
        until: seconds,
      })
      .exactOptional()
      .meta({ description: "Somebody shows it for another. Missing: nobody does." }),
  })
  .meta({ id: "VerifiedDocument" });

export const verdict = z
  .object({
    outcome: z.enum(["valid", "invalid", "unknown"]),
    text: localizedText,
    cause: cause.exactOptional(),
    checks: z.array(check),
    allowedUnknown: z.array(z.enum(checkIds)),
    document: verifiedDocument.exactOptional(),
    asOf: z.object({
      verifiedAt: seconds,
      trustListIssuedAt: seconds.exactOptional(),
      statusIssuedAt: seconds.exactOptional(),
      anchoredAt: seconds.exactOptional(),
      witnessedAt: seconds.exactOptional(),
    }),
    summary: localizedText.meta({ description: "All of it in plain words." }),
    proof: z.enum(["presented", "found", "pending", "none"]).meta({
      description:
        "Where the proof came from; `pending`: the document is ours, not in the log yet.",
    }),
    statusChange: placeStatus
      .nullable()
      .meta({ description: "Of a document revoked or suspended: by whom, and since when." }),
    file: z
      .object({
        outcome: z.enum(["passed", "failed", "unknown"]),
        code: z.string(),
        text: localizedText,
      })
      .nullable()
      .meta({ description: "Whether the file given is the one that the document seals." }),
  })
  .meta({
    id: "Verdict",
    description: "`unknown` is never `valid`, unless the policy allows a check to be unknown.",
  });
