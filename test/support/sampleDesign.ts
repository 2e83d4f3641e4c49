import type { DesignClaim, TypeDesign } from "@sello/api";

const texts = (en: string, es: string, zh: string) => ({ zh, es, en });
const common = { aliases: [] as string[], rule: null, disclosable: true, required: true };

/** A dog licence: one claim of each kind. */
export function sampleDesign(change: Partial<TypeDesign> = {}): TypeDesign {
  const claims: DesignClaim[] = [
    {
      kind: "text",
      name: "name",
      title: texts("Keeper", "Titular", "饲养人"),
      ...common,
      aliases: ["姓名", "Keeper's name"],
      charactersMax: 50,
      multiLine: false,
    },
    {
      kind: "code",
      name: "licence_number",
      title: texts("Licence number", "Número de licencia", "犬证号"),
      ...common,
      disclosable: false,
      prefix: "DL-",
      characters: "digits",
      min: 6,
      max: 8,
    },
    {
      kind: "idNumber",
      name: "id_number",
      title: texts("Identity number", "Número de identidad", "公民身份号码"),
      ...common,
    },
    {
      kind: "date",
      name: "birth_date",
      title: texts("Keeper's date of birth", "Nacimiento del titular", "饲养人出生日期"),
      ...common,
      birth: true,
    },
    {
      kind: "ageOver",
      name: "age_over_18",
      title: texts("Age over 18", "Mayor de 18 años", "已满18周岁"),
      disclosable: true,
      from: "birth_date",
      years: 18,
    },
    {
      kind: "choice",
      name: "size",
      title: texts("Size", "Tamaño", "体型"),
      ...common,
      choices: [
        { value: "small", words: texts("small dog", "perro pequeño", "小型犬") },
        { value: "large", words: texts("large dog", "perro grande", "大型犬") },
      ],
    },
    {
      kind: "number",
      name: "dogs",
      title: texts("Dogs", "Perros", "犬只数量"),
      ...common,
      min: 1,
      max: 9,
    },
    {
      kind: "photo",
      name: "photo",
      title: texts("Photograph", "Fotografía", "照片"),
      ...common,
      required: false,
    },
  ];
  return {
    name: "dog-licence",
    version: 1,
    title: texts("Dog licence", "Licencia de perro", "犬证"),
    description: texts(
      "Shows that a dog is registered with the city.",
      "Acredita que un perro está registrado en la ciudad.",
      "证明犬只已在本市登记。",
    ),
    claims,
    naturalKey: ["licence_number"],
    person: { kind: "claim", claim: "id_number" },
    nameClaim: "name",
    term: { unit: "years", count: 2 },
    copiesMax: 5,
    card: {
      background: "#0f5c4c",
      text: "#ffffff",
      face: ["name", "licence_number", "size", "dogs"],
      photo: "end",
    },
    ...change,
  };
}

/** Claims of a document of that type. */
export const sampleLicence = (number: number) => ({
  name: "王芳",
  licence_number: `DL-${String(100_000 + number)}`,
  id_number: "11010519491231002X",
  birth_date: "1949-12-31",
  size: "large",
  dogs: 2,
});
