import { toGb11643CheckCharacter } from "../../../services/registry/claims/gb11643.ts";

const surnames = ["陈", "林", "黄", "张", "李", "王"];
const districts = ["福田区", "罗湖区", "南山区", "宝安区", "龙岗区"];

/** Names of the columns that `toCsvRow` fills. */
export const csvColumns = [
  "name",
  "name_latin",
  "sex",
  "ethnicity",
  "birth_date",
  "district",
  "address",
  "id_number",
];

/** Claims of the n-th synthetic resident (n < 10,000,000): the same for the same n, valid by GB 11643. */
export function makePerson(n: number): Record<string, string> {
  const male = n % 2 === 1;
  const serial = String(n % 1000).padStart(3, "0");
  const day = Math.floor(n / 1000);
  const birth = new Date(Date.UTC(1960, 0, 1 + (day % 9000))).toISOString().slice(0, 10);
  const area = 440304 + Math.floor(day / 9000);
  const body = `${area}${birth.replaceAll("-", "")}${serial}`;
  return {
    name: `${surnames[n % surnames.length]}晓${n}`,
    name_latin: "CHEN XIAO",
    sex: male ? "male" : "female",
    ethnicity: "汉族",
    birth_date: birth,
    district: districts[n % districts.length] ?? "",
    address: `深圳市某路 ${n} 号, "A" 座`,
    id_number: body + toGb11643CheckCharacter(body),
  };
}

export const toCsvRow = (person: Readonly<Record<string, string>>): string =>
  csvColumns.map((column) => `"${(person[column] ?? "").replaceAll('"', '""')}"`).join(",");

/** A CSV of people `from` to `to`, the last not included. */
export const makeCsv = (from: number, to: number, change = (row: string) => row): string =>
  [
    csvColumns.join(","),
    ...Array.from({ length: to - from }, (_, i) => change(toCsvRow(makePerson(from + i)))),
    "",
  ].join("\n");
