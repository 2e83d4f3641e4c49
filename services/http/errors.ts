import { ServiceError } from "../platform/errors.ts";

type HttpProblemCode =
  /** No such path. */
  | "route.unknown"
  /** The path has no such method; `Allow` names those it has. */
  | "route.method"
  /** More requests than the limit allows; `Retry-After` says when to come back. */
  | "rate.limited"
  /** The API key, or its authority, has read or looked for as many documents as it may in an hour. */
  | "readings.many"
  /** The API key has issued as many documents today as it may; `data.resumesAt` says when it goes on. */
  | "api_key.day_used"
  /** No more codes are sent to a number in its day; `Retry-After` says when they are. */
  | "sign_in.codes_used"
  /** This caller holds its whole share of the event streams. */
  | "events.share"
  /** The operation needs an API key, and none was sent. */
  | "api_key.missing"
  /** The operation needs a session, and none was sent. */
  | "session.missing"
  /** The request as a whole is not well-formed HTTP. */
  | "request.malformed"
  /** The path holds an invalid escape. */
  | "request.malformed_path"
  /** A text holds a character that the database cannot keep. */
  | "request.malformed_text"
  /** The body is not UTF-8, not JSON, nested too deep, or holds half a character. */
  | "request.malformed_json"
  /** A query parameter holds what is not text. */
  | "request.malformed_parameter"
  /** A query parameter is given twice. */
  | "request.repeated_parameter"
  /** A query parameter is longer than allowed. */
  | "request.long_parameter"
  /** The body is compressed. */
  | "request.content_encoding"
  /** The body is of a type that the operation does not take. */
  | "request.media_type"
  /** The body did not come in time. */
  | "request.slow"
  /** The client left before its body was read. */
  | "request.aborted";

/** What is wrong with a request as HTTP, before any feature sees it. */
export class HttpProblem extends ServiceError<HttpProblemCode> {
  /** Header fields that the answer must carry, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: HttpProblemCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(status, code, message, data);
    this.headers = headers;
  }
}

type CallErrorCode =
  /** There is no call of this name. */
  | "call.unknown"
  /** It does not ask what the call asks. */
  | "call.malformed"
  /** Longer than the calls may be. */
  | "call.too_large";

/** What another process of ours asks, and is not a call. Only that process sees it. */
export class CallRefused extends ServiceError<CallErrorCode> {}
