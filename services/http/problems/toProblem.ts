import { isProblemCode, type ProblemCode, problemCatalogue } from "@sello/api";
import { ServiceError } from "../../platform/errors.ts";
import { HttpProblem } from "../errors.ts";

/** A problem document (RFC 9457) with the members that ours always have. */
export type ProblemDocument = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly [member: string]: unknown;
};

export type ProblemReply = {
  readonly document: ProblemDocument;
  readonly headers: Readonly<Record<string, string>>;
  /** A fault of ours, to be logged; null when the request was at fault or a part is away. */
  readonly fault: unknown;
};

const retrySeconds = 5;

/**
 * The one mapping from errors to problem documents. Whatever is not a `ServiceError` that a caller may see is
 * a fault of ours: the answer names its id and nothing else.
 */
export function toProblem(
  error: unknown,
  context: { publicUrl: string; id: string },
): ProblemReply {
  const raised = error instanceof ServiceError ? error : fromFramework(error);
  const listed = raised !== null && isProblemCode(raised.code) ? raised.code : null;
  const known = listed === null ? null : raised;
  const code = listed ?? "internal";
  const { status, title } = problemCatalogue[code];
  const members = {
    type: `${context.publicUrl}/problems/${code}`,
    title: title.en,
    status,
    detail: known?.message ?? "Something failed on our side. Name the instance when you ask.",
    instance: `urn:uuid:${context.id}`,
    code,
  };
  // An error's data never takes the place of these, and is behind them.
  const document = { ...members, ...publicData(known?.data ?? {}), ...members };
  return { document, headers: headersOf(known), fault: known ? null : error };
}

function headersOf(error: ServiceError | null): Record<string, string> {
  const own = error instanceof HttpProblem ? error.headers : {};
  if (error?.status === 503) return { "retry-after": String(retrySeconds), ...own };
  if (error?.status === 401) return { "www-authenticate": 'Bearer realm="sello"', ...own };
  return { ...own };
}

// Integers beyond JSON's safe range come as bigint from the chain.
const publicData = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(data, (_, value) => (typeof value === "bigint" ? value.toString() : value)),
  ) as Record<string, unknown>;

// PostgreSQL's names for text that it cannot hold: what was sent in slipped past a schema.
const untextCodes = new Set(["22021", "22P05"]);

/** Errors that Express and its router raise before a route runs. */
function fromFramework(error: unknown): ServiceError | null {
  if (error instanceof URIError)
    return new HttpProblem(400, "request.malformed_path", "The path is not well-formed.");
  if (!(error instanceof Error)) return null;
  if ("code" in error && untextCodes.has(String(error.code)))
    return new HttpProblem(400, "request.malformed_text", "A text holds an invalid character.");
  if ("status" in error && error.status === 400)
    return new HttpProblem(400, "request.malformed", "The request is not well-formed.");
  return null;
}
