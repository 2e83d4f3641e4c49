import type { Request } from "express";
import { z } from "zod";
import { InvalidInput, type Violation } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { HttpProblem } from "../errors.ts";
import { queryOf } from "./queryOf.ts";

type Part = "path" | "query" | "header" | "body";

/** JSON pointer (RFC 6901) of what is wrong, starting with the part of the request. */
const toPointer = (part: Part, path: readonly PropertyKey[]): string =>
  [part, ...path.map(String)]
    .map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");

const toViolations = (part: Part, error: z.ZodError): Violation[] =>
  error.issues.map((issue) => ({
    pointer: toPointer(part, issue.path),
    code: `request.${issue.code}`,
    message: issue.message,
  }));

/** Checks one part of a request. Of another form: `InvalidInput` `request.invalid`. */
export function checkPart<T>(part: Part, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidInput(
    "request.invalid",
    `The ${part} of the request does not have the required form.`,
    toViolations(part, result.error),
  );
}

/**
 * The query as it was sent. A name given twice is refused, because the two readers of a request
 * (a proxy and we) could take another one each; but for those that are lists.
 */
function readQuery(request: Request, lists: ReadonlySet<string>): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const [name, value] of queryOf(request)) {
    const isList = lists.has(name);
    if (name in query && !isList)
      throw new HttpProblem(400, "request.repeated_parameter", "A query parameter is given twice.");
    if (value.length > limits.queryValueCharacters)
      throw new HttpProblem(400, "request.long_parameter", "A query parameter is too long.");
    if (!isPrintable(name) || name.includes("\t") || !isPrintable(value))
      throw new HttpProblem(400, "request.malformed_parameter", "A query parameter is not text.");
    query[name] = isList ? [...((query[name] as string[] | undefined) ?? []), value] : value;
  }
  return query;
}

// Decoding turns what is not UTF-8 into U+FFFD. A tab may part the fields of a file.
const isPrintable = (value: string): boolean => !/[\p{Cc}\ufffd]/u.test(value.replaceAll("\t", ""));

const empty = z.strictObject({});

/** Checks the query; names that the route does not know are refused, so that a typing error is seen. */
export const checkQuery = <T>(schema: z.ZodType<T> | undefined, request: Request): T =>
  checkPart(
    "query",
    schema ?? (empty as unknown as z.ZodType<T>),
    readQuery(request, listsIn(schema)),
  );

const known = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** Names of a query that may be given several times. */
function listsIn(schema: z.ZodType | undefined): ReadonlySet<string> {
  const found = schema && known.get(schema);
  if (found) return found;
  const shape = schema instanceof z.ZodObject ? Object.entries<z.ZodType>(schema.shape) : [];
  const lists = new Set(shape.filter(([, part]) => isArray(part)).map(([name]) => name));
  if (schema) known.set(schema, lists);
  return lists;
}

const isArray = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodArray ||
  (schema instanceof z.ZodExactOptional && isArray(schema.unwrap() as z.ZodType));
