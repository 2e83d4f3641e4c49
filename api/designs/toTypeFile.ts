import { besideAliases, besideTitle } from "./findDesignFaults.ts";
import { type DesignClaim, type GivenClaim, isGiven, type TypeDesign } from "./TypeDesign.ts";
import { idNumberRule, toRule } from "./toRule.ts";

/** Base64 of a picture of 20 KiB. */
const photoCharacters = 27_308;

/** JSON Schema 2020-12 of one claim, as the files of document types have it. */
function toSchema(claim: GivenClaim): Readonly<Record<string, unknown>> {
  switch (claim.kind) {
    case "text":
      return { type: "string", minLength: 1, maxLength: claim.charactersMax };
    case "number":
      return { type: "integer", minimum: claim.min, maximum: claim.max };
    case "date":
      return { type: "string", format: "date" };
    case "choice":
      return { enum: claim.choices.map(({ value }) => value.trim()) };
    case "code": {
      const one = claim.characters === "digits" ? "[0-9]" : "[A-Z0-9]";
      return { type: "string", pattern: `^${claim.prefix}${one}{${claim.min},${claim.max}}$` };
    }
    case "idNumber":
      return { type: "string", pattern: "^[0-9]{17}[0-9X]$", format: "gb11643" };
    case "photo":
      return {
        type: "string",
        format: "photo",
        contentEncoding: "base64",
        contentMediaType: "image/*",
        maxLength: photoCharacters,
      };
  }
}

function toDetails(claim: DesignClaim) {
  if (!isGiven(claim)) return { title: claim.title };
  const { title, aliases, kind } = claim;
  return {
    title,
    ...(aliases.length > 0 ? { aliases } : {}),
    rule: claim.rule ?? toRule(claim),
    ...(kind === "code" || kind === "idNumber" ? { code: true } : {}),
    ...(kind === "text" && claim.multiLine ? { multiLine: true } : {}),
    ...(kind === "date" && claim.birth ? { birth: true } : {}),
    ...(kind === "choice"
      ? {
          words: Object.fromEntries(
            claim.choices.map(({ value, words }) => [value.trim(), words] as const),
          ),
        }
      : {}),
  };
}

const toPerson = ({ person }: TypeDesign) => {
  if (person.kind === "none") return null;
  if (person.kind === "claim") return { claim: person.claim };
  return { title: besideTitle, aliases: besideAliases, rule: idNumberRule };
};

/**
 * The file of a document type, as the service reads it. The same design gives the same file, byte for byte, once it is
 * written as JSON.
 */
export function toTypeFile(design: TypeDesign) {
  const { name, version, title, description, claims, naturalKey, nameClaim, term, card } = design;
  const given = claims.filter(isGiven);
  return {
    name,
    version,
    title,
    description,
    card: {
      background: card.background,
      text: card.text,
      face: card.face,
      ...(card.photo === null ? {} : { photo: card.photo }),
    },
    term: term === null ? null : { [term.unit]: term.count },
    copiesMax: design.copiesMax,
    person: toPerson(design),
    naturalKey,
    nameClaim,
    visible: claims.filter(({ disclosable }) => !disclosable).map((claim) => claim.name),
    claims: Object.fromEntries(claims.map((claim) => [claim.name, toDetails(claim)] as const)),
    derived: claims.flatMap((claim) =>
      isGiven(claim)
        ? []
        : [{ claim: claim.name, rule: "age_over", from: claim.from, years: claim.years }],
    ),
    agreements: [],
    schema: {
      type: "object",
      properties: Object.fromEntries(given.map((claim) => [claim.name, toSchema(claim)] as const)),
      required: given.filter(({ required }) => required).map((claim) => claim.name),
      additionalProperties: false,
    },
  };
}
