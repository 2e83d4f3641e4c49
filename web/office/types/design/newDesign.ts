import type { DesignClaim, DesignText, TypeDesign } from "@sello/api";

export const noText: DesignText = { zh: "", es: "", en: "" };

/** What one begins with: nothing but the colours. */
export const emptyDesign: TypeDesign = {
  name: "",
  version: 1,
  title: noText,
  description: noText,
  claims: [],
  naturalKey: [],
  person: { kind: "none" },
  nameClaim: null,
  term: { unit: "years", count: 5 },
  copiesMax: 10,
  card: { background: "#1f4e79", text: "#ffffff", face: [], photo: null },
};

const given = { title: noText, disclosable: true, required: true, rule: null, aliases: [] };

/** A claim of a kind as it is added; its name follows from its English title. */
export function newClaim(kind: DesignClaim["kind"], design: TypeDesign): DesignClaim {
  switch (kind) {
    case "text":
      return { kind, name: "", ...given, charactersMax: 60, multiLine: false };
    case "number":
      return { kind, name: "", ...given, min: 0, max: 100 };
    case "date":
      return { kind, name: "", ...given, birth: false };
    case "choice":
      return {
        kind,
        name: "",
        ...given,
        choices: [
          { value: "", words: noText },
          { value: "", words: noText },
        ],
      };
    case "code":
      return { kind, name: "", ...given, prefix: "", characters: "digits", min: 8, max: 8 };
    case "idNumber": {
      const title = { zh: "公民身份号码", es: "Número de identidad", en: "Identity number" };
      return { kind, name: freeName("id_number", design), ...given, title };
    }
    case "photo": {
      const title = { zh: "照片", es: "Fotografía", en: "Photograph" };
      return { kind, name: "photo", ...given, title, required: false };
    }
    case "ageOver": {
      const from = design.claims.find((claim) => claim.kind === "date")?.name ?? "";
      return { kind, name: freeName("age_over_18", design), ...ofAge(18), disclosable: true, from };
    }
  }
}

/** What a claim of an age is called, and its years. */
export const ofAge = (years: number) => ({
  years,
  title: { zh: `已满${years}周岁`, es: `Mayor de ${years} años`, en: `Age over ${years}` },
});

/** A name in addresses, of an English title: `dog-licence`. */
export const toTypeName = (title: string): string => toWords(title).join("-").slice(0, 60);

/** A name in documents and files, of an English title: `card_number`. */
export const toClaimName = (title: string): string => {
  const name = toWords(title).join("_").slice(0, 60);
  return /^\d/.test(name) ? `c_${name}` : name;
};

const toWords = (title: string): string[] =>
  title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? [];

export function freeName(wanted: string, { claims }: TypeDesign): string {
  const taken = new Set(claims.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; name !== "" && taken.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}
