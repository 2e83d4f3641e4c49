import type { DocumentType, JsonSchema } from "../../trust/TrustList.ts";
import { type ClaimsSchema, compileSchema } from "../compileSchema.ts";
import { findUnbounded } from "../findUnbounded.ts";
import { toCheck } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/**
 * Whether the type is welcome, and whether what is disclosed fits it. The schema is applied to what the issuer signed,
 * and within bounds: anybody may send us the rest, and how long a schema takes is not theirs to choose.
 */
export function checkClaims({
  documentType,
  presentation,
  policy,
  trustList,
  signed,
}: VerifyContext): Check {
  const { vct } = presentation.payload;
  if (policy.documentTypes !== undefined && !policy.documentTypes.includes(vct)) {
    return toCheck("failed", "claims.other-type", { data: { vct } });
  }
  if (trustList === null) return toCheck("unknown", "claims.no-trust-list");
  if (documentType === null) return toCheck("unknown", "claims.unknown-type", { data: { vct } });
  if (signed !== true) return toCheck("unknown", "claims.not-signed");
  const unbounded = findUnbounded(presentation.subjectClaims);
  if (unbounded !== null) {
    const { pointer, bound, max } = unbounded;
    return toCheck("unknown", "claims.too-large", { data: { where: `#${pointer}`, bound, max } });
  }
  const where = schemaOf(documentType)(presentation.subjectClaims);
  return where === null
    ? toCheck("passed", "claims.ok")
    : toCheck("failed", "claims.do-not-fit", { data: { where } });
}

const schemas = new WeakMap<DocumentType, ClaimsSchema>();

function schemaOf(type: DocumentType): ClaimsSchema {
  let schema = schemas.get(type);
  if (schema === undefined) {
    schema = compileSchema(allowWithheld(type));
    schemas.set(type, schema);
  }
  return schema;
}

/** The schema with every claim optional that a holder may withhold. */
function allowWithheld({ schema, disclosable }: DocumentType): JsonSchema {
  const { required, minProperties: _, dependentRequired: __, ...rest } = schema;
  if (!Array.isArray(required)) return rest;
  return { ...rest, required: required.filter((name) => !disclosable.includes(name)) };
}
