import { z } from "zod";
import type { Answer as AnswerOf, Asked as AskedOf, CallTable } from "../http/calls/CallTable.ts";

/**
 * What the process that strangers reach asks of the one that holds keys, over its Unix socket, beside the operations of
 * the API that it hands on. Every call names what it wants; none contains what is signed.
 */

const place = { slug: z.string().max(128), number: z.number().int().nonnegative() };

const asOf = z.object({ blockNumber: z.number(), time: z.number() });

const publishedList = z.object({
  /** Null: it is the one that the caller has by this `etag`. */
  jwt: z.string().nullable(),
  etag: z.string(),
  ttlSeconds: z.number(),
  issuedAt: z.number(),
  expiresAt: z.number(),
  asOf,
});

const placeStatus = z.object({
  status: z.enum(["valid", "suspended", "revoked"]),
  since: z.number().nullable(),
  by: z.json(),
  replaced: z.boolean(),
  asOf,
});

const itemName = z.string().max(128);

const streamPlace = z.object({ stream: z.number().int(), seq: z.number().int() });

export const insideCalls = {
  /** The address that every document names. */
  names: { asked: z.object({}), answer: z.object({ publicUrl: z.string() }) },
  /** The newest trust list's note. */
  trustList: { asked: z.object({}), answer: z.object({ note: z.string() }) },
  /** The newest token of a status list. */
  statusToken: {
    asked: z.object({ ...place, etag: z.string().max(256).nullable() }),
    answer: publishedList,
  },
  /** What is at one place of a list. */
  statusPlace: {
    asked: z.object({ ...place, index: z.number().int().nonnegative() }),
    answer: placeStatus,
  },
  /** Where the copy is that somebody shows. Who has the document asks; nothing of it is told. */
  findCopy: {
    asked: z.object({
      jwt: z.string(),
      place: z.object({ slug: place.slug, list: place.number, index: place.number }),
    }),
    answer: streamPlace.nullable(),
  },
  /** The proof of a copy that was found. */
  proveCopy: {
    asked: streamPlace.extend({ cosignatures: z.enum(["ed25519", "post-quantum"]) }),
    answer: z.object({ proof: z.string() }),
  },
  /** What the API tells everybody of service items, their rules, and how decisions came out: for the pages. */
  serviceItems: { asked: z.object({}), answer: z.json() },
  itemRules: { asked: z.object({ item: itemName }), answer: z.json() },
  ruleVersion: {
    asked: z.object({ item: itemName, number: z.number().int().positive() }),
    answer: z.json(),
  },
  decisionFigures: { asked: z.object({}), answer: z.json() },
  /** Figures of both processes in the Prometheus text format. */
  metrics: {
    asked: z.object({
      /** Whether the request came from this machine itself. */
      local: z.boolean(),
      authorization: z.string().nullable(),
      /** The caller's own figures, as prom-client writes them. */
      own: z.array(z.json()),
    }),
    answer: z.object({ contentType: z.string(), text: z.string() }).nullable(),
  },
} as const satisfies CallTable;

type Table = typeof insideCalls;
export type InsideCall = keyof Table;
export type Asked<Name extends InsideCall> = AskedOf<Table, Name>;
export type Answer<Name extends InsideCall> = AnswerOf<Table, Name>;
