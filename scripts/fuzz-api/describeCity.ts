import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "@sello/api/client";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import type { Program } from "../../test/program/Program.ts";

/** What there is in the city to ask about, so that requests reach further than "no such document". */
export type CityFacts = {
  readonly apiKey: string;
  readonly documents: readonly string[];
  readonly imports: readonly string[];
  readonly authorities: readonly string[];
  readonly types: readonly string[];
  readonly logSize: number;
};

const office = "shenzhen-library";
const type = "library-card";
const rows = 200;

/** Issues a few documents and notes what can be named in requests. */
export async function describeCity(program: Program): Promise<CityFacts> {
  const access = JSON.parse(readFileSync(join(program.data, "demo", "access.json"), "utf8")) as {
    keys: readonly { authority: string; secret: string }[];
  };
  const apiKey = access.keys.find(({ authority }) => authority === office)?.secret ?? "";
  const client = createClient({ baseUrl: program.url, apiKey });
  const content = new Blob([...sampleCsv(type, rows)]).stream();
  const received = await client.startImport({
    query: { type },
    body: { type: "text/csv", content },
  });
  const anchored = { type, state: "anchored", limit: 5 } as const;
  let page = await client.listDocuments({ query: anchored });
  while (page.documents.length < anchored.limit) {
    await delay(200);
    page = await client.listDocuments({ query: anchored });
  }
  const { documentTypes } = await client.listDocumentTypes();
  return {
    apiKey,
    documents: page.documents.map(({ id }) => id),
    imports: [received.id],
    authorities: [office, "futian", "shenzhen"],
    types: documentTypes.map(({ name }) => name),
    logSize: (await client.getFigures()).logSize,
  };
}

const list = (values: readonly (string | number)[]): string => JSON.stringify(values);

/**
 * Settings of schemathesis. A request that fits its schema may still be refused for what it means (a claim that
 * the type does not have, a document that is not there): with one of these statuses, never with 400 or 5xx.
 */
export const toSettings = (city: CityFacts): string => `
headers = { Authorization = "Bearer \${SELLO_API_KEY}" }
request-timeout = 20.0
warnings = false

[generation]
# Half a character and NUL are no text, which JSON Schema cannot say.
allow-x00 = false
codec = "utf-8"

# 429: one of the requests may set a limit of the day for the key that the others come with.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429]

# Its own list, and 431: an address too long for the server is refused before its parameters are looked at.
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 415, 422, 428, 429, 431, "5xx"]

[dictionaries]
documents = { values = ${list(city.documents)} }
imports = { values = ${list(city.imports)} }
authorities = { values = ${list(city.authorities)} }
types = { values = ${list(city.types)} }
sizes = { values = ${list(Array.from({ length: city.logSize + 1 }, (_, size) => size))} }

[[operations]]
include-path-regex = "^/v1/documents/"
parameters = { id = { dictionary = "documents" } }
# What was erased is gone: 410.
checks = { positive_data_acceptance = { expected-statuses = ["2xx", 401, 403, 404, 409, 410, 422, 429] } }

# Exports and searches are counted by the hour: 429.
[[operations]]
include-path-regex = "^/v1/document-(exports|searches)$"
checks = { positive_data_acceptance = { expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429] } }

[[operations]]
include-path-regex = "^/v1/imports/"
parameters = { id = { dictionary = "imports" } }

[[operations]]
include-path-regex = "^/v1/status-lists/"
parameters = { authority = { dictionary = "authorities" }, number = 1 }
# Lists of the past are not offered: 501, as Token Status List §8.4 says.
checks = { not_a_server_error = { expected-statuses = ["2xx", "3xx", "4xx", 501] }, positive_data_acceptance = { expected-statuses = ["2xx", 401, 403, 404, 409, 422, 501] } }

[[operations]]
include-path-regex = "authorities/"
parameters = { slug = { dictionary = "authorities" } }

[[operations]]
include-path-regex = "^/(v1/document-types|types)/"
parameters = { name = { dictionary = "types" } }

[[operations]]
include-path-regex = "^/v1/log/checkpoints/"
parameters = { size = { dictionary = "sizes" } }
`;
