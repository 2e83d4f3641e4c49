import type { RequestListener } from "node:http";
import type { CosignatureKind } from "../anchoring/DocumentProofs.ts";
import { type CallHandlers, serveCalls } from "../http/calls/serveCalls.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import type { PlaceStatus, PublishedList } from "../status/PublishedLists.ts";
import { type Answer, type Asked, insideCalls } from "./insideCalls.ts";

/** What the calls are answered from. */
export type InsideParts = {
  readonly publicUrl: string;
  readonly statuses: {
    token(slug: string, number: number): Promise<PublishedList>;
    ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus>;
  };
  readonly trustLists: { current(): Promise<string> };
  readonly copies: {
    find(jwt: string, place: Asked<"findCopy">["place"]): Promise<Answer<"findCopy">>;
  };
  readonly proofs: { proofOf(stream: number, seq: number, kind: CosignatureKind): Promise<string> };
  readonly serviceItems: {
    list(): Promise<unknown>;
    get(item: string): Promise<unknown>;
    version(item: string, number: number): Promise<unknown>;
  };
  readonly decisionFigures: { get(): Promise<unknown> };
  readonly metrics: (asked: Asked<"metrics">) => Promise<Answer<"metrics">>;
  readonly logger: Logger;
};

type Handlers = CallHandlers<typeof insideCalls>;

/** Answers the calls; what is no call goes to `otherwise`. */
export const serveInside = (parts: InsideParts, otherwise: RequestListener): RequestListener =>
  serveCalls(
    insideCalls,
    toHandlers(parts),
    { bytesMax: limits.insideBytes, logger: parts.logger },
    otherwise,
  );

const toHandlers = (parts: InsideParts): Handlers => {
  const { publicUrl, trustLists, statuses, copies, proofs, serviceItems, metrics } = parts;
  return {
    names: async () => ({ publicUrl }),
    trustList: async () => ({ note: await trustLists.current() }),
    async statusToken({ slug, number, etag }) {
      const list = await statuses.token(slug, number);
      return { ...list, jwt: list.etag === etag ? null : list.jwt };
    },
    statusPlace: async ({ slug, number, index }) => {
      const { by, ...place } = await statuses.ofPlace(slug, number, index);
      return { ...place, by: by as Answer<"statusPlace">["by"] };
    },
    findCopy: ({ jwt, place }) => copies.find(jwt, place),
    proveCopy: async ({ stream, seq, cosignatures }) => ({
      proof: await proofs.proofOf(stream, seq, cosignatures),
    }),
    serviceItems: async () => asJson(await serviceItems.list()),
    itemRules: async ({ item }) => asJson(await serviceItems.get(item)),
    ruleVersion: async ({ item, number }) => asJson(await serviceItems.version(item, number)),
    decisionFigures: async () => asJson(await parts.decisionFigures.get()),
    metrics,
  };
};

/** As the API answers it. */
const asJson = (value: unknown) => value as Answer<"serviceItems">;
