import type { Claims } from "../../../services/registry/types/DocumentType.ts";
import { pick, samplePeopleMax, samplePerson, scramble } from "./samplePeople.ts";

// The samples never age: a person who was an adult on this day is a driver.
const driversBornBefore = "2006-01-01";
const vehicleClasses = ["C1", "C1", "C1", "C2", "C2", "B1", "B2", "A1", "D", "C5"];
const libraries = ["深圳图书馆", "南山图书馆", "宝安图书馆", "福田区图书馆", "罗湖区图书馆"];
const loans = [5, 10, 10, 15, 20];

/** Types that samples are made of. */
export const sampleTypes = ["resident-id", "driving-licence", "library-card"] as const;
export type SampleType = (typeof sampleTypes)[number];

/** Claims of the person of this index; null if the person has no document of the type. */
export const sampleRecord: Readonly<Record<SampleType, (index: number) => Claims | null>> = {
  "resident-id": (index) => {
    const person = samplePerson(index);
    return {
      name: person.name,
      name_latin: person.nameLatin,
      sex: person.sex,
      ethnicity: person.ethnicity,
      birth_date: person.birthDate,
      district: person.district,
      address: person.address,
      id_number: person.idNumber,
    };
  },
  "driving-licence": (index) => {
    const person = samplePerson(index);
    if (person.birthDate >= driversBornBefore) return null;
    const random = scramble(index + 1_000_000_007);
    return {
      name: person.name,
      sex: person.sex,
      birth_date: person.birthDate,
      licence_number: person.idNumber,
      file_number: `9903${String(index).padStart(8, "0")}`,
      vehicle_class: pick(vehicleClasses, random % vehicleClasses.length),
      first_issued: toDate(Math.max(Number(person.birthDate.slice(0, 4)) + 19, 1990), random),
      address: person.address,
    };
  },
  "library-card": (index) => {
    const person = samplePerson(index);
    const random = scramble(index + 2_000_000_011);
    return {
      name: person.name,
      card_number: `0440${String(index).padStart(9, "0")}`,
      home_library: pick(libraries, random % libraries.length),
      birth_date: person.birthDate,
      loans_max: pick(loans, (random >>> 4) % loans.length),
      joined: toDate(2017 + ((random >>> 8) % 9), random >>> 12),
    };
  },
};

const toDate = (year: number, random: number): string => {
  const month = String(1 + (random % 12)).padStart(2, "0");
  return `${year}-${month}-${String(1 + ((random >>> 4) % 28)).padStart(2, "0")}`;
};

/** Records of different people, without end until the people run out. */
export function* sampleRecords(type: SampleType, first = 0): Generator<Claims, void> {
  const toRecord = sampleRecord[type];
  for (let index = first; index < samplePeopleMax; index += 1) {
    const record = toRecord(index);
    if (record) yield record;
  }
}
