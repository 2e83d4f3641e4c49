import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type RouteConfig,
} from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import type { AnyRoute, BodySpec, ReplySpec, Route } from "../routes/Route.ts";

const problem = z
  .looseObject({
    type: z.string().meta({ description: "URL of a page about this kind of problem." }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "`urn:uuid:` and the id of the request." }),
    code: z.string().meta({ description: "Stable." }),
    violations: z
      .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Where the input is wrong: JSON pointers that start with its part." }),
  })
  .meta({ id: "Problem", description: "A problem document (RFC 9457)." });

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31["generateDocument"]>;

const description = `What Sello's service answers. Verifying needs no key; officers' systems send theirs as
\`Authorization: Bearer sello_…\`. Problems are RFC 9457 documents with stable codes.`;

/** The OpenAPI 3.1 document of these routes, from the schemas that check them. */
export function buildOpenApi(routes: readonly AnyRoute[], publicUrl: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key of a department. Its actions are named with each operation.",
  });
  for (const route of routes) registry.registerPath(toOperation(route as unknown as Route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Sello", version: "1", description, license: { name: "Apache-2.0" } },
    servers: [{ url: publicUrl }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
  });
}

const isOpen = ({ access }: Route): boolean => access === "public" || access === "unlimited";

function toOperation(route: Route): RouteConfig {
  const { params, query, headers, body } = route;
  const request = {
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(headers ? { headers } : {}),
    ...(body ? { body: { required: true, content: toBodyContent(body) } } : {}),
  };
  return {
    method: route.method,
    path: route.path,
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    security: isOpen(route) ? [] : [{ apiKey: [] }],
    ...(isOpen(route) ? {} : { "x-action": route.access }),
    ...(route.problems ? { "x-problems": [...route.problems] } : {}),
    request: request as NonNullable<RouteConfig["request"]>,
    responses: {
      ...Object.fromEntries(
        Object.entries(route.replies).map(([status, reply]) => [status, toResponse(reply)]),
      ),
      default: {
        description: "A problem.",
        content: { "application/problem+json": { schema: problem } },
      },
    },
  };
}

const toBodyContent = (body: BodySpec<unknown>) =>
  Object.fromEntries(
    Object.entries(body.content).map(([mediaType, content]) => [
      mediaType,
      {
        schema:
          content.as === "json"
            ? content.schema
            : { type: "string" as const, description: content.description },
      },
    ]),
  );

const toResponse = (reply: ReplySpec) => ({
  description: reply.description,
  ...(reply.headers ? { headers: toHeaders(reply.headers) } : {}),
  ...(reply.content ? { content: toReplyContent(reply.content) } : {}),
});

const toHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      name,
      { description: text, schema: { type: "string" as const } },
    ]),
  );

const toReplyContent = (content: NonNullable<ReplySpec["content"]>) =>
  Object.fromEntries(
    Object.entries(content).map(([mediaType, schema]) => [
      mediaType,
      {
        schema:
          typeof schema === "string" ? { type: "string" as const, description: schema } : schema,
      },
    ]),
  );
