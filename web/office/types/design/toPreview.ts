import { type DesignClaim, isGiven, type TypeDesign } from "@sello/api";
import type { Language } from "@sello/sdk";
import type { DocumentType } from "../../api/requests/useTypes.ts";

export type PreviewType = Pick<DocumentType, "title" | "claims" | "card">;

/** What the picture of a document needs of a type. */
export function toPreviewType({ title, claims, card }: TypeDesign): PreviewType {
  const details = claims.map((claim) => {
    const { name } = claim;
    const flags = {
      aliases: [],
      code: false,
      multiLine: false,
      joiners: false,
      each: false,
      birth: false,
    };
    const words =
      claim.kind === "choice"
        ? { words: Object.fromEntries(claim.choices.map((each) => [each.value, each.words])) }
        : {};
    return [name, { title: claim.title, ...flags, ...words }] as const;
  });
  const { photo, ...rest } = card;
  return {
    title,
    claims: Object.fromEntries(details),
    card: { ...rest, ...(photo === null ? {} : { photo }) },
  };
}

/** Made-up values, as the reader's language would have them. */
export const toSamples = (
  { claims, nameClaim }: TypeDesign,
  language: Language,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    claims
      .filter(({ kind }) => kind !== "photo")
      .map((claim) => [claim.name, toSample(claim, claim.name === nameClaim, language)] as const),
  );

const people = { zh: "王芳", es: "Ana García", en: "Ann Lee" } as const;
const places = { zh: "南山区示例路8号", es: "Calle Ejemplo 8", en: "8 Example Road" } as const;

function toSample(claim: DesignClaim, isName: boolean, language: Language): unknown {
  if (!isGiven(claim)) return true;
  switch (claim.kind) {
    case "text":
      return (isName ? people : places)[language].slice(0, claim.charactersMax);
    case "number":
      return Math.max(claim.min, Math.min(claim.max, 3));
    case "date":
      return claim.birth ? "1985-09-30" : "2026-12-01";
    case "choice":
      return claim.choices[0]?.value ?? "";
    case "code": {
      const signs = claim.characters === "digits" ? "0440123456789" : "A1B2C3D4E5F6";
      return claim.prefix + signs.repeat(6).slice(0, claim.max);
    }
    case "idNumber":
      return "11010519491231002X";
    default:
      return "";
  }
}
