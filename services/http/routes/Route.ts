import type { Readable } from "node:stream";
import type { z } from "zod";
import type { ApiAction, Caller } from "../../accounts/ApiKey.ts";
import type { AuditEvent } from "../../audit/AuditLog.ts";
import type { Reply } from "./Reply.ts";

/**
 * `public`: anyone may ask. `unlimited`: anyone, as often as they like, for those who keep the service
 * running. Otherwise an API key that allows this action.
 */
export type Access = "public" | "unlimited" | ApiAction;

/** How a body of one media type is read. `value` is what the handler gets. */
export type BodyContent<B> =
  | { readonly as: "json"; readonly schema: z.ZodType<B>; readonly maxBytes: number }
  | {
      readonly as: "bytes";
      readonly maxBytes: number;
      readonly description: string;
      value(bytes: Buffer): B;
    }
  | {
      /** Not held in memory: the handler reads it, and counts its bytes. */
      readonly as: "stream";
      readonly description: string;
      value(content: Readable): B;
    };

export type BodySpec<B> = { readonly content: Readonly<Record<string, BodyContent<B>>> };

/** What one status of a route answers with. A string instead of a schema describes a text body. */
export type ReplySpec = {
  readonly description: string;
  readonly content?: Readonly<Record<string, z.ZodType | string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

export type RouteInput<P, Q, H, B, A extends Access> = {
  readonly params: P;
  readonly query: Q;
  readonly headers: H;
  readonly body: B;
  /** SHA-256 of the body's bytes as they were sent; of nothing for a stream. */
  readonly bodyDigest: Buffer;
  readonly caller: A extends ApiAction ? Caller : null;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** All request header fields, for content negotiation. */
  readonly accept: (...mediaTypes: string[]) => string | false;
  readonly ifNoneMatch: string | undefined;
};

/**
 * One operation of the API. The same schemas check what comes in and describe it in the OpenAPI
 * document, so the two cannot drift apart.
 */
export type Route<P = unknown, Q = unknown, H = unknown, B = unknown, A extends Access = Access> = {
  readonly method: "get" | "post" | "delete";
  /** With `{name}` for parameters, as OpenAPI writes it. */
  readonly path: string;
  /** Name of the operation in generated clients. */
  readonly operation: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: A;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly headers?: z.ZodType<H>;
  readonly body?: BodySpec<B>;
  readonly replies: Readonly<Record<number, ReplySpec>>;
  /** Codes of problems that this operation has beside those that every one has. */
  readonly problems?: readonly string[];
  /** The audit line, written before the act; null: this request is no privileged act. */
  audit?(input: RouteInput<P, Q, H, B, A>): Omit<AuditEvent, "actor"> | null;
  handle(input: RouteInput<P, Q, H, B, A>): Promise<Reply>;
};

/** A route whose types only its own handler needs to know. */
export type AnyRoute = Route<never, never, never, never, never>;

/** Checks a route's types against each other and forgets them. */
export const route = <A extends Access, P = object, Q = object, H = object, B = null>(
  definition: Route<P, Q, H, B, A>,
): AnyRoute => definition as unknown as AnyRoute;

/** A JSON body of one shape. */
export const jsonBody = <B>(schema: z.ZodType<B>, maxBytes: number): BodySpec<B> => ({
  content: { "application/json": { as: "json", schema, maxBytes } },
});
