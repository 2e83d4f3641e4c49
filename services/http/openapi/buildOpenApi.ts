import {
  type Answer,
  type AnswerContent,
  type Body,
  type BodyContent,
  isAction,
  isResidents,
  type Operation,
  operations,
  problem,
  problemsOf,
} from "@sello/api";
import type { z } from "zod";
import {
  authorityHeader,
  csrfHeader,
  residentCookieName,
  sessionCookieName,
} from "../sessionFields.ts";
import { type JsonSchema, Schemas } from "./Schemas.ts";

type Members = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document, as far as we read it ourselves. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly info: Members;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Members;
  };
};

export type OperationObject = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  /** The action that the API key, or a role of the officer, must allow. */
  readonly "x-action"?: string;
  /** The level that a resident's session must have. */
  readonly "x-level"?: string;
  readonly security: readonly Members[];
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly required: boolean; readonly content: ContentObject };
  readonly responses: Readonly<Record<string, ResponseObject>>;
};

export type ParameterObject = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema?: JsonSchema;
  readonly content?: ContentObject;
};

export type ContentObject = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

export type ResponseObject = { readonly description: string; readonly content?: ContentObject };

const description = `What Sello's service answers. Verifying needs no key; departments' systems send theirs as
\`Authorization: Bearer sello_…\`; curl reads that line from a file, \`-H @authorization.txt\`, so that it is not among its arguments. An officer who is signed in has a cookie instead, and says with \`Sello-Authority\` for which authority they act. Problems are RFC 9457 documents with stable codes.`;

/** The OpenAPI 3.1 document of the API, from the schemas that check requests and answers. */
export function buildOpenApi(publicUrl: string): OpenApiDocument {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: toOperation(name, operation, schemas),
    };
  }
  const tags = new Set(Object.values<Operation>(operations).map(({ tag }) => tag));
  return {
    openapi: "3.1.0",
    info: {
      title: "Sello",
      version: "1",
      description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl }],
    tags: [...tags].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: securitySchemes(publicUrl),
    },
  };
}

const securitySchemes = (publicUrl: string): Members => ({
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: "An API key of a department. Its actions are named with each operation.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: sessionCookieName(publicUrl),
    description: "The session of an officer, as `createSession` sets it.",
  },
  resident: {
    type: "apiKey",
    in: "cookie",
    name: residentCookieName(publicUrl),
    description:
      "The session of a resident, as `giveResidentCode` or `giveResidentPasskey` sets it.",
  },
  authority: {
    type: "apiKey",
    in: "header",
    name: authorityHeader,
    description: "Short name of the authority for which the officer acts.",
  },
  csrf: {
    type: "apiKey",
    in: "header",
    name: csrfHeader,
    description: "The session's `csrfToken`, with requests that may change something.",
  },
});

/** One of these is enough; of one, all parts are needed. */
function toSecurity({ access, method }: Operation): readonly Members[] {
  const csrf = method === "get" ? {} : { csrf: [] };
  if (isResidents(access)) return [{ resident: [], ...csrf }];
  const session = { session: [], ...csrf };
  if (access === "session") return [session];
  return isAction(access) ? [{ apiKey: [] }, { ...session, authority: [] }] : [];
}

function toOperation(name: string, operation: Operation, schemas: Schemas): OperationObject {
  const parameters = [
    ...toParameters("path", operation.params, schemas),
    ...toParameters("query", operation.query, schemas),
    ...toParameters("header", operation.headers, schemas),
  ];
  return {
    operationId: name,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    security: toSecurity(operation),
    ...(isAction(operation.access) ? { "x-action": operation.access } : {}),
    ...(operation.alsoFor ? { "x-also-for": operation.alsoFor } : {}),
    ...(isResidents(operation.access) ? { "x-level": operation.access.slice(9) } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body
      ? { requestBody: { required: true, content: toBodyContent(operation.body, schemas) } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [
          status,
          toResponse(answer, schemas),
        ]),
      ),
      ...toProblems(operation, schemas),
    },
  };
}

function toParameters(
  place: "path" | "query" | "header",
  object: z.ZodObject | undefined,
  schemas: Schemas,
): ParameterObject[] {
  if (object === undefined) return [];
  const { required } = schemas.of(object, "input");
  return Object.entries<z.ZodType>(object.shape).map(([name, schema]) => {
    // As the handler gets it: a number in a query is a number.
    const { description: words, ...shape } = schemas.of(schema, "output");
    const isText = shape.type !== "object";
    return {
      name,
      in: place,
      required: Array.isArray(required) && required.includes(name),
      ...(typeof words === "string" ? { description: words } : {}),
      ...(isText ? { schema: shape } : { content: { "application/json": { schema: shape } } }),
    };
  });
}

const text = (words: string): JsonSchema => ({ type: "string", description: words });

const toBodyContent = (body: Body, schemas: Schemas): ContentObject =>
  Object.fromEntries(
    Object.entries(body).map(([mediaType, content]) => [
      mediaType,
      { schema: toBodySchema(content, mediaType, schemas) },
    ]),
  );

function toBodySchema(content: BodyContent, mediaType: string, schemas: Schemas): JsonSchema {
  if (content.as === "json") return schemas.of(content.schema, "input");
  if (content.as === "bytes" && content.schema) return schemas.of(content.schema, "input");
  return isText(mediaType) ? text(content.description) : { description: content.description };
}

/** Bytes that are no text have no type in JSON Schema (OpenAPI 3.1.0 §4.8.14.3). */
const isText = (mediaType: string): boolean => mediaType !== "application/vnd.sello";

const toResponse = (answer: Answer, schemas: Schemas): ResponseObject => ({
  description: answer.description,
  ...(answer.headers ? { headers: toHeaders(answer.headers) } : {}),
  ...(answer.content ? { content: toAnswerContent(answer.content, schemas) } : {}),
});

const toHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, words]) => [
      name,
      { description: words, schema: { type: "string" } },
    ]),
  );

const toAnswerContent = (
  contents: Readonly<Record<string, AnswerContent>>,
  schemas: Schemas,
): ContentObject =>
  Object.fromEntries(
    Object.entries(contents).map(([mediaType, content]) => [
      mediaType,
      { schema: toAnswerSchema(content, schemas) },
    ]),
  );

function toAnswerSchema(content: AnswerContent, schemas: Schemas): JsonSchema {
  if (content.as === "json") return schemas.of(content.schema, "output");
  if (content.as === "text" && content.schema) return schemas.of(content.schema, "output");
  if (content.as === "events") return toEventSchema(content, schemas);
  return text(content.description);
}

/** Of each event: OpenAPI 3.1 has no word for the items of a stream, and readers take the schema for theirs. */
const toEventSchema = (
  { description: words, events }: AnswerContent & { readonly as: "events" },
  schemas: Schemas,
): JsonSchema => ({
  description: `Each event. ${words}`,
  oneOf: Object.entries(events).map(([name, data]) => ({
    type: "object",
    properties: {
      event: { const: name },
      data: {
        type: "string",
        contentMediaType: "application/json",
        contentSchema: schemas.of(data, "output"),
      },
    },
    required: ["event", "data"],
  })),
});

function toProblems(operation: Operation, schemas: Schemas): Record<string, ResponseObject> {
  const ofProblem = schemas.of(problem, "output");
  return Object.fromEntries(
    [...problemsOf(operation)].map(([status, codes]) => {
      const schema = { allOf: [ofProblem, { properties: { code: { enum: codes } } }] };
      const content = { "application/problem+json": { schema } };
      const answer = operation.answers[status];
      const described = answer ? toResponse(answer, schemas) : null;
      return [
        String(status),
        {
          ...described,
          description: described?.description ?? `A problem: ${codes.join(", ")}.`,
          content: { ...described?.content, ...content },
        },
      ];
    }),
  );
}
