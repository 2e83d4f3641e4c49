import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { ofMandate } from "./mandates.ts";
import {
  documentId,
  documentTypeId,
  integerText,
  jsonObject,
  localizedText,
  seconds,
  slug,
  typeName,
  uuid,
} from "./primitives.ts";

/** What a holder is told of their document. */
export const myDocumentStates = [
  "sealing",
  "valid",
  "expired",
  "suspended",
  "revoked",
  "replaced",
] as const;
export type MyDocumentState = (typeof myDocumentStates)[number];

const office = z.object({ slug, name: localizedText }).meta({ id: "Office" });

const myAuthority = z
  .object({
    slug,
    name: localizedText,
    kind: z.enum(["city", "district", "industry", "department"]),
    above: z.array(office).meta({ description: "Those above it, the nearest first." }),
  })
  .meta({ id: "MyAuthority" });

const myType = z
  .object({
    id: documentTypeId,
    name: typeName,
    version: z.int(),
    title: localizedText,
    identity: z.boolean().meta({ description: "Whether it is the city's identity document." }),
    card: z.object({
      background: z.string(),
      text: z.string(),
      face: z.array(z.string()),
      photo: z.enum(["start", "end"]).exactOptional(),
    }),
  })
  .meta({ id: "MyType" });

const shownClaim = z
  .object({
    name: z.string(),
    title: localizedText,
    value: z.json(),
    words: localizedText.nullable().meta({ description: "The value in words, where it has some." }),
    disclosable: z.boolean().meta({ description: "Whether it can be left out when it is shown." }),
  })
  .meta({ id: "ShownClaim" });

const reason = z.object({ code: z.string(), text: localizedText });

const common = {
  id: documentId,
  type: myType,
  authority: myAuthority,
  state: z.enum(myDocumentStates),
  since: seconds.nullable().meta({ description: "Since when it is in this state, where known." }),
  reason: reason.nullable().meta({ description: "Of a document suspended or revoked." }),
  revision: z.int(),
  issuedAt: seconds,
  expiresAt: seconds.nullable(),
  replaces: documentId.nullable(),
  copies: z.object({ made: z.int(), max: z.int() }),
  mandate: ofMandate.nullable().meta({
    description: "By which it is in the list, of another person's; null: it is one's own.",
  }),
};

export const myDocument = z
  .object({
    ...common,
    face: z
      .array(shownClaim)
      .nullable()
      .meta({ description: "What its card says, from level `passkey` on; else null." }),
  })
  .meta({ id: "MyDocument" });

export const myDocumentList = z
  .object({ documents: z.array(myDocument).meta({ description: "Newest first." }) })
  .meta({ id: "MyDocumentList" });

const seal = z
  .object({
    log: z.string().meta({ description: "Origin of the log." }),
    index: z.int().meta({ description: "Its batch's place in the log." }),
    anchoredAt: seconds,
    checkpoint: z
      .object({ size: z.int(), witnessedAt: seconds.nullable() })
      .nullable()
      .meta({ description: "Of the newest checkpoint; null: none yet." }),
    cosigners: z.array(z.object({ name: z.string(), at: seconds })).meta({
      description: "Whose witnesses cosigned that checkpoint.",
    }),
  })
  .meta({ id: "Seal" });

export const myDocumentDetail = z
  .object({
    ...common,
    claims: z.array(shownClaim).meta({ description: "All of them, as its type orders them." }),
    seal: seal.nullable().meta({ description: "Null while it is being sealed." }),
    history: z
      .array(
        z.object({
          at: seconds,
          what: z.enum(["issued", "suspend", "reinstate", "revoke"]),
          reason: reason.nullable(),
          by: office,
          document: documentId.meta({ description: "This one, or the one whose place it took." }),
        }),
      )
      .meta({ description: "Newest first." }),
  })
  .meta({ id: "MyDocumentDetail" });

export const copyNonce = z
  .object({ nonce: z.string(), audience: z.string(), endsAt: seconds })
  .meta({
    id: "CopyNonce",
    description: "What proofs of possession must say as `nonce` and `aud`. Good once.",
  });

export const newCopies = z
  .strictObject({
    proofs: z
      .array(z.string().max(apiLimits.possessionProofCharacters))
      .min(1)
      .max(apiLimits.residentCopies)
      .meta({
        description:
          "One for each key: a JWS with `typ` openid4vci-proof+jwt, `alg` ES256, the public key as `jwk`, and the claims `aud`, `nonce` and `iat` (OpenID4VCI 1.0, F.1).",
      }),
  })
  .meta({ id: "NewCopies" });

const copyNumber = z.int().min(0).meta({ description: "Of the document's copies." });

export const madeCopies = z
  .object({
    copies: z.array(
      z.object({
        number: copyNumber,
        sdJwt: z.string(),
        endsAt: seconds.nullable().meta({
          description: "From when on it does not count; null: it counts until it is revoked.",
        }),
      }),
    ),
  })
  .meta({
    id: "MadeCopies",
    description: "In the order of the proofs. Each is to be shown once; its proof follows.",
  });

export const myCopyParams = z.object({
  id: documentId,
  number: integerText({ min: 0, max: 999_999, description: "Number of the copy." }),
});

export const myCopy = z
  .object({
    number: copyNumber,
    state: z.enum(["pending", "held", "anchored"]),
    sdJwt: z.string(),
    proof: z
      .string()
      .nullable()
      .meta({ description: "C2SP tlog-proof with cosignatures; null until it is anchored." }),
    among: z.int().min(1).nullable().meta({
      description:
        "Documents of this type, its own counted, that have a copy in the same entry of the log and the same end: two people who compare two copies cannot tell whose of these they are. Null until it is anchored.",
    }),
  })
  .meta({ id: "MyCopy" });

const documentName = z
  .object({ id: documentId, type: typeName, title: localizedText })
  .meta({ id: "DocumentName" });

export const myLooks = z
  .object({
    looks: z.array(
      z.object({
        id: z.string(),
        at: seconds,
        by: office.meta({ description: "The authority for which the officer looked." }),
        what: z
          .enum(["read", "export"])
          .meta({ description: "`export`: with all of its authority." }),
        reason: reason.nullable(),
        document: documentName.nullable(),
        claims: z.array(z.string()).nullable().meta({
          description:
            "What was looked at with the resident's consent, for an application; null: an officer looked, at all of it.",
        }),
      }),
    ),
  })
  .meta({ id: "MyLooks", description: "Newest first." });

export const noticeKinds = [
  "session.new-browser",
  "passkey.added",
  "passkey.removed",
  "identity.joined",
  "desk.looked",
  "phone.changed",
  "devices.ended",
  "shares.ended",
  "wallet.linked",
  "wallet.removed",
  "document.issued",
  "document.suspended",
  "document.reinstated",
  "document.revoked",
  "document.replaced",
  "document.looked-at",
  "document.told",
  "mandate.made",
  "mandate.ended",
  "mandate.used",
  "application.sent-back",
  "application.decided",
  "application.lapsed",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const myNotices = z
  .object({
    unseen: z.int(),
    notices: z.array(
      z.object({
        id: uuid,
        at: seconds,
        kind: z.enum(noticeKinds),
        seen: z.boolean(),
        document: documentName.nullable(),
        by: office.nullable().meta({ description: "Which authority did it." }),
        reason: reason.nullable(),
        name: z
          .string()
          .nullable()
          .meta({ description: "Of the browser or the passkey that it is about." }),
        goodFrom: seconds
          .nullable()
          .meta({ description: "Of a passkey that waits: when it becomes good." }),
      }),
    ),
  })
  .meta({ id: "MyNotices", description: "Newest first." });

export const myExport = jsonObject.meta({
  id: "MyExport",
  description:
    "All that the account holds: account, phones, passkeys, wallets, sessions, documents with what they say, applications, what was shown by links with the receipts, notices, looks. Of files and answers to requests the service knows nothing: the device that made them has their receipts.",
});
