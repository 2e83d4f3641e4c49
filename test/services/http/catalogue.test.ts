import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { operations, problemCatalogue } from "@sello/api";
import { apiRoutes } from "../../../services/compose/apiRoutes.ts";
import { fakeServices } from "./fakeServices.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Errors whose code a caller may see, wherever the services make them. */
const made =
  /new (?:NotFound|Conflict|Forbidden|InvalidInput|LimitExceeded|Unavailable|HttpProblem|ImportRefused)\(\s*(?:\d+,\s*)?"([a-z_]+(?:\.[a-z_]+)*)"/g;

// Raised where no request is: at the start of the program, or by its own parts among themselves.
const unseen = new Set(["sealed_key.other_kind", "signing_key.unknown", "log.witnesses_silent"]);

test("every code that a caller may see has its kind, with titles in three languages", () => {
  const codes = globSync("services/**/*.ts", {
    cwd: root,
    exclude: ["services/witness/**", "services/trust-signer/**"],
  })
    .flatMap((path) => [...readFileSync(`${root}/${path}`, "utf8").matchAll(made)])
    .map((match) => match[1] ?? "");
  assert.ok(codes.length > 60);
  const missing = [...new Set(codes)].filter(
    (code) => !unseen.has(code) && !(code in problemCatalogue),
  );
  assert.deepEqual(missing, []);
  for (const { title } of Object.values(problemCatalogue))
    assert.ok(title.zh && title.es && title.en);
});

test("every operation is answered by one route, and each path and method stands once", () => {
  const routes = apiRoutes(fakeServices().services);
  const names = routes.map(({ name }) => name);
  assert.deepEqual(names.toSorted(), Object.keys(operations).toSorted());
  const places = routes.map(({ operation: { method, path } }) => `${method} ${path}`);
  assert.equal(new Set(places).size, places.length);
});
