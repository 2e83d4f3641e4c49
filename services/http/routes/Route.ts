import type { Readable } from "node:stream";
import {
  type Access,
  type ApiAction,
  type Body,
  type BodyContent,
  type Operation,
  type OperationName,
  type Operations,
  operations,
  type ResidentAccess,
} from "@sello/api";
import type { Language } from "@sello/sdk";
import type { z } from "zod";
import type { Caller, OfficerSession, ResidentSession } from "../Caller.ts";
import type { EventsReply, JsonReply, OtherReply, Reply } from "./Reply.ts";

type PartOf<Definition, Part extends "params" | "query" | "headers"> = Definition extends {
  readonly [P in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : object;

type ReadContent<Content> = Content extends { readonly as: "json"; readonly schema: z.ZodType }
  ? z.output<Content["schema"]>
  : Content extends { readonly as: "bytes" }
    ? Buffer
    : Readable;

/** A body that can only be JSON is what its schema says; one of several types says which it is. */
export type ReadBody<Content extends Body> = {
  [MediaType in keyof Content]: {
    readonly type: MediaType;
    readonly content: ReadContent<Content[MediaType]>;
  };
}[keyof Content];

type BodyOf<Definition> = Definition extends { readonly body: infer Content extends Body }
  ? Content extends { readonly "application/json": { readonly as: "json" } }
    ? keyof Content extends "application/json"
      ? ReadContent<Content["application/json"]>
      : ReadBody<Content>
    : ReadBody<Content>
  : null;

type CallerOf<Asked extends Access> = Asked extends ApiAction
  ? Caller
  : Asked extends "session"
    ? OfficerSession
    : Asked extends ResidentAccess
      ? ResidentSession
      : null;

/** What a request says of where it comes from. */
type ClientFacts = {
  /** As limits count: an IPv4 address, or an IPv6 network of 64 bits. */
  readonly address: string;
  readonly userAgent: string;
  /** Of the page that asks, where a browser says it. */
  readonly origin: string | undefined;
};

export type RouteInput<Definition extends Operation> = {
  readonly params: PartOf<Definition, "params">;
  readonly query: PartOf<Definition, "query">;
  readonly headers: PartOf<Definition, "headers">;
  readonly body: BodyOf<Definition>;
  /** SHA-256 of the body's bytes as they were sent; of nothing for a stream. */
  readonly bodyDigest: Buffer;
  readonly caller: CallerOf<Definition["access"]>;
  readonly client: ClientFacts;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** All request header fields, for content negotiation. */
  readonly accept: (...mediaTypes: string[]) => string | false;
  readonly acceptEncoding: (...encodings: string[]) => string | false;
  /** The language that the caller prefers. */
  readonly acceptLanguage: () => Language;
  readonly ifNoneMatch: string | undefined;
};

type ContentsOf<Definition extends Operation> = {
  [Status in keyof Definition["answers"]]: Definition["answers"][Status] extends {
    readonly content: infer Content;
  }
    ? Content[keyof Content]
    : never;
}[keyof Definition["answers"]];

type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
      : T;

type JsonOf<Content> = Content extends { readonly as: "json"; readonly schema: infer Schema }
  ? DeepReadonly<z.input<Schema>>
  : never;

type EventOf<Content> = Content extends { readonly as: "events"; readonly events: infer Events }
  ? {
      [Name in keyof Events]: {
        readonly event: Name;
        readonly data: DeepReadonly<z.input<Events[Name]>>;
      };
    }[keyof Events]
  : never;

/** What the operation answers as JSON, as its handler may give it. */
export type JsonAnswer<Name extends OperationName> = JsonOf<ContentsOf<Operations[Name]>>;

type ReplyOf<Definition extends Operation> =
  | JsonReply<JsonOf<ContentsOf<Definition>>>
  | EventsReply<EventOf<ContentsOf<Definition>>>
  | OtherReply;

/** What is recorded before a privileged act; ids and counts only. */
export type RouteAudit = {
  readonly action: string;
  readonly subject: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

type Handlers<Definition extends Operation> = {
  /** The audit line, written before the act; null: this request is no privileged act. */
  audit?(input: RouteInput<Definition>): RouteAudit | null;
  handle(input: RouteInput<Definition>): Promise<ReplyOf<Definition>>;
};

/** An operation of the API with what answers it. */
export type Route = {
  readonly name: OperationName;
  readonly operation: Operation;
  audit?(input: RouteInput<Operation>): RouteAudit | null;
  handle(input: RouteInput<Operation>): Promise<Reply>;
};

/** Checks the handlers' types against those of the operation, and forgets them. */
export const route = <Name extends OperationName>(
  name: Name,
  handlers: Handlers<Operations[Name]>,
): Route => ({ ...(handlers as unknown as Route), name, operation: operations[name] });

/** Whether a body can be nothing but JSON. */
export const isPlainJson = (body: Body): body is { readonly "application/json": BodyContent } => {
  const [content, ...others] = Object.values(body);
  return others.length === 0 && content?.as === "json";
};
