import assert from "node:assert/strict";
import { test } from "node:test";
import { type Operation, operations, problemsOf } from "@sello/api";
import { Validator } from "@seriousme/openapi-schema-validator";
import { buildOpenApi } from "../../../services/http/openapi/buildOpenApi.ts";

const document = buildOpenApi("https://sello.test");
const described = Object.values(document.paths).flatMap((item) => Object.values(item));

/** Every object within a value, with where it is. */
function* objectsIn(value: unknown, path = ""): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [name, member] of Object.entries(value)) yield* objectsIn(member, `${path}/${name}`);
}

test("a validator of others finds the document sound", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  assert.ok(valid, JSON.stringify(errors));
});

test("every operation is described, with the codes of its problems for each status", () => {
  assert.deepEqual(
    described.map(({ operationId }) => operationId).toSorted(),
    Object.keys(operations).toSorted(),
  );
  for (const { operationId, responses } of described) {
    const operation: Operation = operations[operationId as keyof typeof operations];
    for (const [status, codes] of problemsOf(operation)) {
      const content = responses[String(status)]?.content?.["application/problem+json"];
      const allOf = content?.schema?.allOf as { properties?: { code: { enum: string[] } } }[];
      assert.deepEqual(allOf[1]?.properties?.code.enum, codes, `${operationId} ${status}`);
    }
    assert.equal(responses.default, undefined, "no status is left to guess");
  }
});

test("patterns are plain ones, that any reader of JSON Schema can compile", () => {
  const patterns = [...objectsIn(document)].filter(([, each]) => typeof each.pattern === "string");
  assert.ok(patterns.length > 10);
  for (const [path, { pattern }] of patterns) {
    assert.doesNotThrow(() => new RegExp(String(pattern), "u"), path);
    assert.doesNotMatch(String(pattern), /\/[a-z]*$|\\p\{|\(\?/i, `${path}: ${pattern}`);
  }
});

test("what is JSON is described as JSON, not as a string", () => {
  for (const [path, each] of objectsIn(document.paths))
    for (const [type, content] of Object.entries(each))
      if (/[/+]json$/.test(type)) {
        const { schema } = content as { schema?: { type?: string } };
        assert.ok(schema, `${path} ${type}`);
        assert.notEqual(schema.type, "string", `${path} ${type}`);
      }
});

test("ids that may be missing are described as such", () => {
  const properties = document.components.schemas.Document?.properties;
  for (const name of ["replaces", "replacedBy"])
    assert.deepEqual(
      (properties as Record<string, { anyOf: { type: string }[] }>)[name]?.anyOf.map(
        ({ type }) => type,
      ),
      ["string", "null"],
    );
});
