import type { CallOptions, Client } from "./client/ClientTypes.ts";
import { ApiFailure, ApiProblem } from "./client/errors.ts";
import { readBounded } from "./client/readBounded.ts";
import { type RouteEntry, routes } from "./client/routes.ts";
import { type AnyInput, toBody, toPath, toQuery } from "./client/toRequest.ts";
import type { AnswerContent, Operation } from "./Operation.ts";
import type { OperationName, Operations } from "./operations.ts";
import type { Problem } from "./schemas/problem.ts";

// Nothing of zod is loaded here: schemas are types, and a caller who does not trust the service's answers
// brings the operations along.
export type { BodyBytes, CallOptions, Client, Input, Output } from "./client/ClientTypes.ts";
export { ApiFailure, type ApiFailureCode, ApiProblem } from "./client/errors.ts";
export { explainStatus, type StatusChange } from "./client/explainStatus.ts";

export type ClientOptions = {
  /** Address of the service, without `/v1`. */
  readonly baseUrl: string;
  /** An API key, sent with operations that ask for one. */
  readonly apiKey?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Time in which an ordinary answer must be there. Streams and uploads take as long as they take. */
  readonly timeoutMs?: number;
  /** Bytes of an answer that is held in memory. */
  readonly answerBytesMax?: number;
  /** With these, every JSON answer and event is checked: `ApiFailure` `api.malformed_answer`. */
  readonly check?: () => Operations | Promise<Operations>;
};

type Settings = Required<Omit<ClientOptions, "apiKey" | "check">> &
  Pick<ClientOptions, "apiKey" | "check">;

const defaults = {
  timeoutMs: 30_000,
  answerBytesMax: 64 * 1024 * 1024,
} as const;

/** A client of the API. A problem is thrown as `ApiProblem`, no answer as `ApiFailure`. */
export function createClient(options: ClientOptions): Client {
  const settings: Settings = {
    ...defaults,
    fetch: (input, init) => globalThis.fetch(input, init),
    ...options,
    baseUrl: options.baseUrl.replace(/\/+$/, ""),
  };
  const entries = Object.entries<RouteEntry>(routes).map(([name, route]) => [
    name,
    (input: AnyInput = {}, call: CallOptions = {}) =>
      perform(name as OperationName, route, input, call, settings),
  ]);
  return Object.fromEntries(entries) as Client;
}

async function perform(
  name: OperationName,
  route: RouteEntry,
  input: AnyInput,
  call: CallOptions,
  settings: Settings,
): Promise<unknown> {
  const response = await send(route, input, call, settings);
  call.onAnswer?.(response);
  const mediaType = (response.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
  const kind = route.answers[response.status]?.[mediaType];
  if (kind === undefined && !isEmpty(response, route)) throw await toProblem(response, settings);
  if (kind === "stream") return response.body;
  if (kind === undefined) return null;
  const content = await contentOf(name, response.status, mediaType, settings);
  if (kind === "events") return checkedEvents(content, response);
  const text = await readBounded(response, settings.answerBytesMax);
  return kind === "text" ? text : parse(text, content?.as === "json" ? content.schema : undefined);
}

const isEmpty = ({ status }: Response, { answers }: RouteEntry): boolean => {
  const expected = answers[status];
  return expected !== undefined && Object.keys(expected).length === 0;
};

async function send(
  route: RouteEntry,
  input: AnyInput,
  call: CallOptions,
  settings: Settings,
): Promise<Response> {
  const { type, content } = toBody(route, input.body);
  // A file of any size, too.
  const isLong = route.isLong || content instanceof ReadableStream || content instanceof Blob;
  const signals = [
    ...(call.signal ? [call.signal] : []),
    ...(isLong ? [] : [AbortSignal.timeout(settings.timeoutMs)]),
  ];
  const headers = new Headers();
  for (const [name, value] of Object.entries(input.headers ?? {})) headers.set(name, String(value));
  if (type !== undefined) headers.set("content-type", type);
  if (call.accept !== undefined) headers.set("accept", call.accept);
  if (route.isKeyed && settings.apiKey) headers.set("authorization", `Bearer ${settings.apiKey}`);
  const url = `${settings.baseUrl}${toPath(route.path, input.params)}${toQuery(input.query)}`;
  try {
    return await settings.fetch(url, {
      method: route.method,
      headers,
      ...(content === undefined ? {} : { body: content as BodyInit }),
      ...(content instanceof ReadableStream ? { duplex: "half" } : {}),
      ...(signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}),
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw toFailure(error, settings.baseUrl);
  }
}

function toFailure(error: unknown, baseUrl: string): ApiFailure {
  const isSlow = error instanceof Error && error.name === "TimeoutError";
  return isSlow
    ? new ApiFailure("api.timeout", `${baseUrl} does not answer in time.`, { baseUrl }, error)
    : new ApiFailure("api.unreachable", `${baseUrl} does not answer.`, { baseUrl }, error);
}

const malformed = (words: string, status: number, cause?: unknown): ApiFailure =>
  new ApiFailure("api.malformed_answer", words, { status }, cause);

async function toProblem(response: Response, settings: Settings): Promise<Error> {
  const { status } = response;
  const text = await readBounded(response, settings.answerBytesMax);
  try {
    const problem = JSON.parse(text) as Problem;
    if (typeof problem.code === "string") return new ApiProblem({ ...problem, status });
  } catch {
    // Not a problem document: a proxy's page, perhaps.
  }
  return malformed(`An answer with status ${status} that is not this API's.`, status);
}

async function contentOf(
  name: OperationName,
  status: number,
  mediaType: string,
  { check }: Settings,
): Promise<AnswerContent | undefined> {
  const operation: Operation | undefined = (await check?.())?.[name];
  return operation?.answers[status]?.content?.[mediaType];
}

type Schema = (AnswerContent & { readonly as: "json" })["schema"];

function parse(text: string, schema: Schema | undefined): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed("The answer is not JSON.", 200, error);
  }
  if (schema === undefined) return value;
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw malformed("The answer is not of the form that the API promises.", 200, checked.error);
}

async function* checkedEvents(content: AnswerContent | undefined, response: Response) {
  if (response.body === null) return;
  // Most who call the API follow no events: a page then does not load what reads them.
  const { readEvents } = await import("./client/readEvents.ts");
  for await (const { event, data } of readEvents(response.body)) {
    const schema = content?.as === "events" ? content.events[event] : undefined;
    yield { event, data: parse(data, schema) };
  }
}
