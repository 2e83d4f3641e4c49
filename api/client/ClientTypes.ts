import type { z } from "zod";
import type { Body, Operation } from "../Operation.ts";
import type { OperationName, Operations } from "../operations.ts";

type Empty = Record<never, never>;

/** An id is a text to those who only pass it on. */
type Plain<T> = T extends string & { readonly __brand: string } ? string : T;

/** What may be left out may also be given as undefined. */
type Lenient<T> = {
  readonly [Name in keyof T]: Empty extends Pick<T, Name>
    ? Plain<T[Name]> | undefined
    : Plain<T[Name]>;
};

type Part<Definition, Name extends "params" | "query" | "headers"> = Definition extends {
  readonly [P in Name]: infer Schema extends z.ZodType;
}
  ? Empty extends z.output<Schema>
    ? { readonly [P in Name]?: Lenient<z.output<Schema>> }
    : { readonly [P in Name]: Lenient<z.output<Schema>> }
  : Empty;

type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
      : T;

/** Bytes of a body: a stream is sent as it comes. */
export type BodyBytes = string | Uint8Array | Blob | ReadableStream<Uint8Array>;

type Sent<Content> = Content extends { readonly as: "json"; readonly schema: z.ZodType }
  ? DeepReadonly<z.input<Content["schema"]>>
  : BodyBytes;

/** A body that can only be JSON is given as it is; one of several types says which it is. */
type SentBody<Content extends Body> =
  Exclude<keyof Content, "application/json"> extends never
    ? Sent<Content["application/json"]>
    : {
        [MediaType in keyof Content]: {
          readonly type: MediaType;
          readonly content: Sent<Content[MediaType]>;
        };
      }[keyof Content];

type BodyPart<Definition> = Definition extends { readonly body: infer Content extends Body }
  ? { readonly body: SentBody<Content> }
  : Empty;

/** What an operation takes. */
export type Input<Name extends OperationName> = InputOf<Operations[Name]>;

type InputOf<Definition extends Operation> = Part<Definition, "params"> &
  Part<Definition, "query"> &
  Part<Definition, "headers"> &
  BodyPart<Definition>;

type Contents<Definition extends Operation> = {
  [Status in keyof Definition["answers"]]: Definition["answers"][Status] extends {
    readonly content: infer Content;
  }
    ? Content[keyof Content]
    : { readonly as: "empty" };
}[keyof Definition["answers"]];

type EventOf<Events> = {
  [Name in keyof Events]: {
    readonly event: Name;
    readonly data: Events[Name] extends z.ZodType ? DeepReadonly<z.output<Events[Name]>> : never;
  };
}[keyof Events];

type Received<Content> = Content extends { readonly as: "json"; readonly schema: infer Schema }
  ? DeepReadonly<z.output<Schema>>
  : Content extends { readonly as: "text" }
    ? string
    : Content extends { readonly as: "stream" }
      ? ReadableStream<Uint8Array>
      : Content extends { readonly as: "events"; readonly events: infer Events }
        ? AsyncIterable<EventOf<Events>>
        : null;

/** What an operation answers with; null where it answers without a body. */
export type Output<Name extends OperationName> = Received<Contents<Operations[Name]>>;

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** Media type to ask for, of an operation that has several. */
  readonly accept?: string;
  /** Called with status and header fields before the body is read. */
  readonly onAnswer?: (answer: { readonly status: number; readonly headers: Headers }) => void;
};

type Call<Name extends OperationName> =
  Empty extends Input<Name>
    ? (input?: Input<Name>, options?: CallOptions) => Promise<Output<Name>>
    : (input: Input<Name>, options?: CallOptions) => Promise<Output<Name>>;

/** Every operation as a function. */
export type Client = { readonly [Name in OperationName]: Call<Name> };
