import type { Output } from "@sello/api/client";
import type { JsonObject } from "@sello/sdk";
import {
  type Forecast,
  forecast,
  type GivenEvidence,
  readRuleSet,
  toRuleText,
} from "@sello/sdk/decision";
import { client } from "../api/client.ts";
import { serverNow } from "../api/serverTime.ts";
import { findOwn } from "./ownEvidence.ts";

type Detail = Output<"getServiceItem">;
type MyDocument = Output<"listMyDocuments">["documents"][number];

/** What an item's rules would say, with their words. */
export type ItemForecast = {
  readonly forecast: Forecast;
  readonly detail: Detail;
};

const verdictOf: Readonly<Record<MyDocument["state"], GivenEvidence["verdict"]>> = {
  ...{ sealing: "valid", valid: "valid", expired: "expired", suspended: "suspended" },
  ...{ revoked: "revoked", replaced: "superseded" },
};

/**
 * What the rules in force would say to the reader, by their own documents. It is computed here, and nobody is told. Items without
 * rules in force are left out.
 */
export async function forecastItems(
  slugs: readonly string[],
): Promise<ReadonlyMap<string, ItemForecast>> {
  const [{ documents }, details] = await Promise.all([
    client.listMyDocuments(),
    Promise.all(slugs.map((item) => client.getServiceItem({ params: { item } as never }))),
  ]);
  const claims = new Map<string, Promise<JsonObject>>();
  const claimsOf = (id: MyDocument["id"]): Promise<JsonObject> => {
    const known = claims.get(id) ?? readClaims(id);
    claims.set(id, known);
    return known;
  };
  const found = await Promise.all(
    details.flatMap(async (detail) => {
      const { rules, item } = detail;
      if (rules === null) return [];
      const evidence = await evidenceOf(detail, documents, claimsOf);
      const given = { form: {}, evidence, at: serverNow(), timeZone: detail.timeZone };
      const said = forecast(readRuleSet(toRuleText(rules)), given);
      return [[item.slug, { forecast: said, detail }] as const];
    }),
  );
  return new Map(found.flat());
}

async function readClaims(id: MyDocument["id"]): Promise<JsonObject> {
  const { claims } = await client.getMyDocument({ params: { id } });
  return Object.fromEntries(claims.map(({ name, value }) => [name, value]));
}

async function evidenceOf(
  { item }: Detail,
  documents: readonly MyDocument[],
  claimsOf: (id: MyDocument["id"]) => Promise<JsonObject>,
): Promise<Record<string, GivenEvidence>> {
  const pieces = Object.entries(item.evidence).map(async ([name, { type, claims }]) => {
    const own = findOwn(documents, type);
    if (own === null) return [];
    const all = await claimsOf(own.id);
    const seen = Object.fromEntries(
      Object.entries(all).filter(([claim]) => claims.includes(claim)),
    );
    return [[name, { verdict: verdictOf[own.state], claims: seen }] as const];
  });
  return Object.fromEntries((await Promise.all(pieces)).flat());
}
