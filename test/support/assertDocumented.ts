import assert from "node:assert/strict";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { buildOpenApi, type OperationObject } from "../../services/http/openapi/buildOpenApi.ts";

type Documented = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly operation: OperationObject;
};

const document = buildOpenApi("https://sello.test");

const ajv = new Ajv2020({ strict: false, allErrors: false });
addFormats.default(ajv);
for (const [id, schema] of Object.entries(document.components.schemas))
  ajv.addSchema(schema, `#/components/schemas/${id}`);

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);

const documented: readonly Documented[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    method: method.toUpperCase(),
    pattern: toPattern(path),
    operation,
  })),
);

const validators = new WeakMap<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, known);
  return known;
}

/**
 * An answer is one that the OpenAPI document describes: its status, its media type, its body, and, of a
 * problem, its code. What is no operation's (pages, unknown paths, methods that are not allowed) is let be.
 */
export async function assertDocumented(
  method: string,
  path: string,
  response: Response,
): Promise<void> {
  const asked = method === "HEAD" ? "GET" : method;
  const found = documented.find(
    ({ method: one, pattern }) => one === asked && pattern.test(path.split("?")[0] ?? ""),
  );
  if (!found) return;
  const { operation } = found;
  const where = `${operation.operationId}: ${method} ${path} → ${response.status}`;
  const answer = operation.responses[String(response.status)];
  assert.ok(answer, `${where}: the document has no such status`);
  const mediaType = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  const content = answer.content?.[mediaType];
  if (mediaType !== "") assert.ok(content, `${where}: the document has no ${mediaType}`);
  if (method === "HEAD" || !/[/+]json$/.test(mediaType) || !content?.schema) return;
  const validate = validatorOf(content.schema);
  const value: unknown = JSON.parse(await response.clone().text());
  assert.ok(validate(value), `${where}: ${ajv.errorsText(validate.errors)}`);
}
