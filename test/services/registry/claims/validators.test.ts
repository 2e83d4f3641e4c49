import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonSchema } from "@sello/sdk";
import type { ErrorObject } from "ajv";
import { Random } from "../../../../scripts/fuzz/Random.ts";
import { compileSchema } from "../../../../sdk/verify/compileSchema.ts";
import { claimsCompiler } from "../../../../services/registry/claims/compileClaims.ts";
import type { Claims, DocumentType } from "../../../../services/registry/types/DocumentType.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import { sampleClaims } from "../sampleClaims.ts";

// Issuing holds claims against a type's schema with ajv, verifying with @cfworker: they must say the same.

const seed = Number(process.env.SELLO_FUZZ_SEED ?? Date.now() % 100_000);
const rounds = Number(process.env.SELLO_FUZZ_INPUTS ?? 400);
const random = new Random(seed);

/**
 * Formats that only issuing looks at. They are check digits of Chinese numbers: a verifier without them takes a number
 * that its issuer signed and should not have; it never refuses what issuing takes. To look at them in verifying as well
 * would make documents invalid that were signed under the same version of the type.
 */
const formatsOfIssuing = new Set(["gb11643", "gb32100", "photo"]);

const texts = [
  ..."|a|甲一|𠮷𠮷|\ud83e\uddfe|\ud800|\udc00x|\u0000|\ufeff|\u202e|e\u0301|ﬁ|İ|ß|\u2028|ａ|٣|１９８５".split(
    "|",
  ),
  ..."2024-02-29|2023-02-29|1900-02-29|2000-02-29|0000-01-01|2024-13-01|2024-00-10".split("|"),
  ..."2024-1-1|2024-01-32|+024-01-01|2024-01-01T00:00:00Z|2024-01-01\n|２０２４-01-01".split("|"),
  ..."11010519491231002X|110105194912310020|11010519491231002x|91350100M000100Y43".split("|"),
  "7".repeat(300),
  "𠮷".repeat(200),
  "a".repeat(64),
];
const numbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e21,
  5e-324,
  2 ** 53,
  Number.POSITIVE_INFINITY,
  100,
  1.0000000000000002,
];
const names = [
  ..."__proto__|constructor|toString|hasOwnProperty|valueOf|$ref|name |Name|näme|".split("|"),
  "age_over_18",
];

function anything(depth = 0): unknown {
  const kind = random.below(depth > 2 ? 5 : 8);
  if (kind < 3) return random.pick(texts);
  if (kind === 3) return random.pick(numbers);
  if (kind === 4) return random.pick([null, true, false]);
  if (kind === 5) return Array.from({ length: random.below(9) }, () => anything(depth + 1));
  if (kind === 6) {
    const one = anything(depth + 1);
    return [one, structuredClone(one), one];
  }
  const entries = Array.from({ length: random.below(4) }, () => [
    random.pick([...names, ...texts]),
    anything(depth + 1),
  ]);
  return JSON.parse(`{${entries.map(([n, v]) => `${JSON.stringify(n)}:${JSON.stringify(v)}`)}}`);
}

/** What a value could be mistaken for: its own kind with one thing changed. */
function near(value: unknown): unknown {
  if (typeof value === "number") return value + random.pick([0, 0.5, 1, -1, 1e9]);
  if (Array.isArray(value))
    return random.pick([[], [...value, ...value], [...value, "x"], value.slice(1)]);
  if (typeof value !== "string") return anything();
  const at = random.below(value.length + 1);
  const put = random.pick([...texts.filter(({ length }) => length < 4), "0", "9", "X", "-"]);
  return value.slice(0, at) + put + value.slice(at + random.below(2));
}

function mutate(claims: Claims): Claims {
  const changed: Record<string, unknown> = { ...structuredClone(claims) };
  for (let times = random.below(4); times > 0; times -= 1) {
    const name = random.pick([...Object.keys(claims), random.pick(names)]);
    if (random.chance(0.2)) delete changed[name];
    else {
      const value = random.chance(0.5) ? near(changed[name]) : anything();
      Object.defineProperty(changed, name, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
  }
  return changed;
}

const isOfIssuing = ({ keyword, params }: ErrorObject): boolean =>
  keyword === "format" && formatsOfIssuing.has(String(params.format));

const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const compile = claimsCompiler();

for (const type of types.all())
  test(`C1 ajv and @cfworker agree on ${type.name} ${type.version} (seed ${seed})`, () => {
    const sample = sampleClaims[type.name];
    assert.ok(sample);
    compare(type, type.inputSchema, sample);
    compare(type, type.schema, types.complete(type, sample, 1_800_000_000));
  });

function compare(type: DocumentType, schema: DocumentType["schema"], sample: Claims): void {
  const issuing = compile(schema);
  const verifying = compileSchema(schema as JsonSchema);
  let taken = 0;
  for (let round = 0; round < rounds; round += 1) {
    const claims = round === 0 ? sample : mutate(sample);
    const accepted = issuing(claims);
    const excused = !accepted && (issuing.errors ?? []).every(isOfIssuing);
    const valid = verifying(claims) === null;
    if (accepted) taken += 1;
    if (valid !== (accepted || excused))
      assert.fail(
        `${type.name}: ajv ${accepted} ${JSON.stringify(issuing.errors)}, cfworker ${valid}: ${JSON.stringify(claims)}`,
      );
  }
  assert.ok(taken > 0);
}
