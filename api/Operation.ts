import type { z } from "zod";
import type { ApiAction } from "./apiActions.ts";
import type { ProblemCode } from "./problems/problemCatalogue.ts";
import { jsonObject } from "./schemas/primitives.ts";
import type { ResidentLevel } from "./schemas/residents.ts";

/**
 * `public`: anyone may ask. `unlimited`: anyone, as often as they like, for those who keep the service
 * running. `session`: an officer who is signed in, whatever their roles. Otherwise an API key that allows this
 * action, or the session of an officer whose role allows it. `resident:…`: a resident's session of at least this level.
 */
export type Access = "public" | "unlimited" | "session" | ResidentAccess | ApiAction;

export type ResidentAccess = `resident:${ResidentLevel}`;

/** Whether an operation is a resident's own. */
export const isResidents = (access: Access): access is ResidentAccess =>
  access.startsWith("resident:");

/**
 * What somebody who is signed in may be at an authority without a role there. `signer`: one of the people of an account of
 * many that administers it. `auditor`: an administrator lets them look.
 */
export const standings = ["signer", "auditor"] as const;

export type Standing = (typeof standings)[number];

/** Whether an operation is allowed by an action: with an API key, or in a session for one authority. */
export const isAction = (access: Access): access is ApiAction =>
  access !== "public" && access !== "unlimited" && access !== "session" && !isResidents(access);

/** A body of one media type. `stream`: not held in memory, so its limit is its own. */
export type BodyContent =
  | { readonly as: "json"; readonly schema: z.ZodType; readonly maxBytes: number }
  | {
      readonly as: "bytes";
      readonly description: string;
      readonly maxBytes: number;
      /** What the bytes are as JSON, for a media type that ends in `+json`. */
      readonly schema?: z.ZodType;
    }
  | { readonly as: "stream"; readonly description: string };

/** By media type. */
export type Body = Readonly<Record<string, BodyContent>>;

/** An answer of one media type. */
export type AnswerContent =
  | { readonly as: "json"; readonly schema: z.ZodType }
  | {
      /** Exactly these bytes matter: they are signed, or hashed. */
      readonly as: "text";
      readonly description: string;
      /** What the text is as JSON, for a JSON media type. */
      readonly schema?: z.ZodType;
    }
  | { readonly as: "stream"; readonly description: string }
  | {
      readonly as: "events";
      readonly description: string;
      /** The data of each event, by its name. */
      readonly events: Readonly<Record<string, z.ZodType>>;
    };

/** What one status of an operation answers with. */
export type Answer = {
  readonly description: string;
  readonly content?: Readonly<Record<string, AnswerContent>>;
  /** Header fields with what they say. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * One operation of the API. The schemas check what comes in, describe it in the OpenAPI document and type
 * the client, so that the three cannot drift apart.
 */
export type Operation = {
  readonly method: "get" | "post" | "delete";
  /** With `{name}` for parameters, as OpenAPI writes it. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** Who may do it beside those whom an action lets in, at an authority that they name. */
  readonly alsoFor?: readonly Standing[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: Body;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Codes of problems that this operation has beside those that follow from what it takes. */
  readonly problems?: readonly ProblemCode[];
};

/** Keeps the exact type of each part. */
export const operation = <const Definition extends Operation>(definition: Definition): Definition =>
  definition;

/** A JSON body of one shape. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema, maxBytes: number) =>
  ({ "application/json": { as: "json", schema, maxBytes } }) as const;

/** A JSON answer of one shape. */
export const jsonContent = <Schema extends z.ZodType>(schema: Schema) =>
  ({ "application/json": { as: "json", schema } }) as const;

/** A text answer in UTF-8. */
export const textContent = (description: string) =>
  ({ "text/plain": { as: "text", description } }) as const;

/** A document with its proof, to be saved under a name. */
export const selloFile = {
  content: {
    "application/vnd.sello+json": {
      as: "text",
      description: "Compact JSON: format, document, proof.",
      schema: jsonObject,
    },
  },
  headers: { "Content-Disposition": "A name for the file." },
} as const satisfies Omit<Answer, "description">;
