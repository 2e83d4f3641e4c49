import type { DesignFault, DesignFaultCode } from "./designFaults.ts";
import { claimNameForm, reservedClaims, typeNameForm } from "./nameForms.ts";
import { type DesignClaim, type DesignText, isGiven, type TypeDesign } from "./TypeDesign.ts";

const yearsMax = 100;
const perYear = { years: 1, months: 12, days: 365 } as const;
/** WCAG 2.2, 1.4.3. */
const contrastMin = 4.5;

const isWritten = ({ zh, es, en }: DesignText): boolean =>
  [zh, es, en].every((text) => text.trim() !== "");

/**
 * What keeps a design from being used; empty when nothing. A design without faults is a document type that the service
 * takes, whatever else it says.
 */
export function findDesignFaults(design: TypeDesign): readonly DesignFault[] {
  const { name, title, description, claims } = design;
  const faults = [
    ...when(!typeNameForm.test(name), "/name", "design.name_form"),
    ...when(!isWritten(title), "/title", "design.text_missing"),
    ...when(!isWritten(description), "/description", "design.text_missing"),
    ...when(!claims.some((each) => isGiven(each) && each.required), "/claims", "design.no_claims"),
    ...claims.flatMap((claim, index) => faultsOfClaim(design, claim, `/claims/${index}`)),
    ...findSharedColumns(design),
    ...faultsOfRules(design),
    ...faultsOfCard(design),
  ];
  return faults;
}

const when = (isWrong: boolean, pointer: string, code: DesignFaultCode): DesignFault[] =>
  isWrong ? [{ pointer, code }] : [];

function faultsOfClaim(design: TypeDesign, claim: DesignClaim, at: string): DesignFault[] {
  const { name, title } = claim;
  const isTwice = design.claims.filter((other) => other.name === name).length > 1;
  const rule = isGiven(claim) ? claim.rule : null;
  return [
    ...when(!isWritten(title), `${at}/title`, "design.text_missing"),
    ...when(rule !== null && !isWritten(rule), `${at}/rule`, "design.text_missing"),
    ...when(!claimNameForm.test(name), `${at}/name`, "design.claim_name"),
    ...when(reservedClaims.has(name), `${at}/name`, "design.claim_reserved"),
    ...when(isTwice && name !== "", `${at}/name`, "design.claim_twice"),
    ...when((name === "photo") !== (claim.kind === "photo"), `${at}/name`, "design.one_photo"),
    ...faultsOfKind(design, claim, at),
  ];
}

function faultsOfKind(design: TypeDesign, claim: DesignClaim, at: string): DesignFault[] {
  switch (claim.kind) {
    case "number":
      return when(claim.min > claim.max, `${at}/min`, "design.range");
    case "code":
      return [
        ...when(claim.min > claim.max, `${at}/min`, "design.range"),
        ...when(!/^[A-Z0-9-]*$/.test(claim.prefix), `${at}/prefix`, "design.prefix"),
      ];
    case "choice": {
      const values = claim.choices.map(({ value }) => value.trim());
      return [
        ...when(values.length < 2, `${at}/choices`, "design.choices_missing"),
        ...claim.choices.flatMap(({ words }, index) => [
          ...when(!isWritten(words), `${at}/choices/${index}/words`, "design.text_missing"),
          ...when(isBadValue(values, index), `${at}/choices/${index}/value`, "design.choice_value"),
        ]),
      ];
    }
    case "ageOver": {
      const source = design.claims.find(({ name }) => name === claim.from);
      return when(source?.kind !== "date", `${at}/from`, "design.age_source");
    }
    default:
      return [];
  }
}

const isBadValue = (values: readonly string[], index: number): boolean =>
  values[index] === "" || values.indexOf(values[index] ?? "") !== index;

/** Columns of files have the claims' names, their titles, or a further name. */
function findSharedColumns({ claims, person }: TypeDesign): DesignFault[] {
  const owners = new Map<string, string>();
  if (person.kind === "beside") for (const name of besideColumns) owners.set(name, "person");
  return claims.filter(isGiven).flatMap((claim) => {
    const at = `/claims/${claims.indexOf(claim)}`;
    const { zh, es, en } = claim.title;
    const named = [
      [claim.name, "/title"],
      ...[zh, es, en].map((text) => [text, "/title"]),
      ...claim.aliases.map((alias, index) => [alias, `/aliases/${index}`]),
    ] as [string, string][];
    return named.flatMap(([text, where]) => {
      const name = text.trim().toLowerCase();
      if (name === "") return when(where !== "/title", at + where, "design.column_twice");
      const owner = owners.get(name);
      owners.set(name, claim.name);
      return when(owner !== undefined && owner !== claim.name, at + where, "design.column_twice");
    });
  });
}

/** How a column of the holder's ID number may be called, where the document does not say it. */
export const besideTitle = {
  zh: "公民身份号码",
  es: "Número de identidad",
  en: "Identity number",
} as const;
export const besideAliases = ["身份证号", "身份证号码", "证件号码", "ID number", "DNI"] as const;
const besideColumns = ["person", ...Object.values(besideTitle), ...besideAliases].map((name) =>
  name.toLowerCase(),
);

function faultsOfRules({ claims, naturalKey, person, nameClaim, term }: TypeDesign): DesignFault[] {
  const required = claims.filter(isGiven).filter((claim) => claim.required);
  const keys = new Set(required.filter(({ kind }) => kind !== "photo").map(({ name }) => name));
  const kindOf = (wanted: string) => claims.find(({ name }) => name === wanted)?.kind;
  const isPerson =
    person.kind !== "claim" ||
    required.some(({ name, kind }) => name === person.claim && kind === "idNumber");
  const isKey =
    naturalKey.length > 0 &&
    new Set(naturalKey).size === naturalKey.length &&
    naturalKey.every((name) => keys.has(name));
  const isName = nameClaim === null || kindOf(nameClaim) === "text";
  const isTooLong = term !== null && term.count > yearsMax * perYear[term.unit];
  return [
    ...when(!isKey, "/naturalKey", "design.key"),
    ...when(!isPerson, "/person", "design.person"),
    ...when(!isName, "/nameClaim", "design.name_claim"),
    ...when(isTooLong, "/term", "design.term"),
  ];
}

function faultsOfCard({ claims, card }: TypeDesign): DesignFault[] {
  const lines = new Set(claims.filter(({ kind }) => kind !== "photo").map(({ name }) => name));
  const isFace = card.face.every((name) => lines.has(name)) && isOnce(card.face);
  const hasPhoto = claims.some(({ kind }) => kind === "photo");
  const isReadable = contrast(card.background, card.text) >= contrastMin;
  return [
    ...when(!isFace, "/card/face", "design.face"),
    ...when(card.photo !== null && !hasPhoto, "/card/photo", "design.card_photo"),
    ...when(!isReadable, "/card/text", "design.contrast"),
  ];
}

const isOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** Of two colours `#rrggbb` (WCAG 2.2, contrast ratio). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
