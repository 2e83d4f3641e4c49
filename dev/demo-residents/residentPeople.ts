import type { JsonObject } from "@sello/sdk";
import { toGb11643CheckCharacter } from "../../services/registry/claims/gb11643.ts";

/** A document of a resident, and the office of the demo city that issues it. */
export type ResidentDocument = {
  readonly office: string;
  readonly type: string;
  readonly claims: JsonObject;
  /** Where no claim holds it, the ID number is given beside the claims. */
  readonly isGivenPerson: boolean;
  /** It is revoked once it is issued. */
  readonly isRevoked?: boolean;
};

/** A resident of the demo city, who does not exist. */
export type DemoResident = {
  readonly name: string;
  readonly idNumber: string;
  /** As the register has it. Nothing is ever sent there: a demo sends no messages. */
  readonly phone: string;
  readonly documents: readonly ResidentDocument[];
  /** ID numbers of residents for whom this one acts as a parent. */
  readonly children?: readonly string[];
};

/** No region of GB/T 2260 begins with 99, so that the number is nobody's. */
function toIdNumber(birthDate: string, sequence: number): string {
  const digits = `990305${birthDate.replaceAll("-", "")}${sequence}`;
  return digits + toGb11643CheckCharacter(digits);
}

type Person = {
  readonly name: string;
  readonly latin: string;
  readonly sex: "male" | "female";
  readonly birthDate: string;
  readonly idNumber: string;
  readonly address: string;
};

const identity = (person: Person): ResidentDocument => ({
  office: "population-administration",
  type: "resident-id",
  isGivenPerson: false,
  claims: {
    name: person.name,
    name_latin: person.latin,
    sex: person.sex,
    ethnicity: "汉",
    birth_date: person.birthDate,
    district: "南山区",
    address: person.address,
    id_number: person.idNumber,
  },
});

const library = (person: Person, number: string, isRevoked = false): ResidentDocument => ({
  office: "shenzhen-library",
  type: "library-card",
  isGivenPerson: true,
  isRevoked,
  claims: {
    name: person.name,
    card_number: number,
    home_library: "南山图书馆",
    birth_date: person.birthDate,
    loans_max: 10,
    joined: "2024-03-09",
  },
});

const driving = (person: Person): ResidentDocument => ({
  office: "vehicle-administration",
  type: "driving-licence",
  isGivenPerson: false,
  claims: {
    name: person.name,
    sex: person.sex,
    birth_date: person.birthDate,
    licence_number: person.idNumber,
    file_number: "990399000101",
    vehicle_class: "C1",
    first_issued: "2012-06-15",
    address: person.address,
  },
});

const insurance = (person: Person, number: string): ResidentDocument => ({
  office: "social-insurance-nanshan",
  type: "social-insurance",
  isGivenPerson: false,
  claims: {
    name: person.name,
    id_number: person.idNumber,
    card_number: number,
    birth_date: person.birthDate,
    insurances: ["pension", "medical", "unemployment", "work_injury", "maternity"],
    insured_since: "2012-08-01",
  },
});

const bank = (person: Person, digits: string): ResidentDocument => ({
  office: "china-merchants-bank-cards",
  type: "bank-card",
  isGivenPerson: true,
  claims: {
    name: person.name,
    bank: "招商银行",
    masked_number: `**** ${digits}`,
    card_kind: "debit",
    card_reference: `CMB-DE000000${digits}`,
  },
});

const diploma = (person: Person): ResidentDocument => ({
  office: "examinations",
  type: "diploma",
  isGivenPerson: true,
  claims: {
    name: person.name,
    school: "示例大学",
    degree: "bachelor",
    field: "软件工程",
    full_time: true,
    graduated: "2026-06-30",
    certificate_number: "990301202600000901",
  },
});

const registration = (person: Person, number: string): ResidentDocument => ({
  office: "population-administration",
  type: "residence-registration",
  isGivenPerson: false,
  claims: {
    name: person.name,
    id_number: person.idNumber,
    registration_number: number,
    district: "南山区",
    address: person.address,
    tenure: "own",
    registered: "2019-05-06",
  },
});

const adult: Person = {
  name: "林晓南",
  latin: "LIN XIAONAN",
  sex: "female",
  birthDate: "1990-05-01",
  idNumber: toIdNumber("1990-05-01", 902),
  address: "深圳市南山区示例路18号",
};

const child: Person = {
  name: "林小禾",
  latin: "LIN XIAOHE",
  sex: "male",
  birthDate: "2016-09-12",
  idNumber: toIdNumber("2016-09-12", 901),
  address: adult.address,
};

const elder: Person = {
  name: "林国栋",
  latin: "LIN GUODONG",
  sex: "male",
  birthDate: "1955-02-20",
  idNumber: toIdNumber("1955-02-20", 903),
  address: adult.address,
};

const graduate: Person = {
  name: "周明远",
  latin: "ZHOU MINGYUAN",
  sex: "male",
  birthDate: "2004-03-18",
  idNumber: toIdNumber("2004-03-18", 905),
  address: "深圳市南山区示例路6号",
};

const pensioner: Person = {
  name: "何秀兰",
  latin: "HE XIULAN",
  sex: "female",
  birthDate: "1944-10-09",
  idNumber: toIdNumber("1944-10-09", 904),
  address: "深圳市南山区示例路9号",
};

/**
 * Three of a family: an adult with all five documents, a child of hers, and one whose library card was revoked. And two who
 * apply for something: a graduate, and a pensioner whose identity card was revoked.
 */
export const demoResidents: readonly DemoResident[] = [
  {
    name: adult.name,
    idNumber: adult.idNumber,
    phone: "+8619900000001",
    documents: [
      identity(adult),
      driving(adult),
      insurance(adult, "990300001"),
      library(adult, "0440990000001"),
      bank(adult, "0101"),
    ],
    children: [child.idNumber],
  },
  {
    name: child.name,
    idNumber: child.idNumber,
    phone: "+8619900000002",
    documents: [identity(child), library(child, "0440990000002")],
  },
  {
    name: elder.name,
    idNumber: elder.idNumber,
    phone: "+8619900000003",
    documents: [identity(elder), library(elder, "0440990000003", true)],
  },
  {
    name: graduate.name,
    idNumber: graduate.idNumber,
    phone: "+8619900000004",
    documents: [
      identity(graduate),
      diploma(graduate),
      registration(graduate, "JZ99000000000001"),
      insurance(graduate, "990300002"),
    ],
  },
  {
    name: pensioner.name,
    idNumber: pensioner.idNumber,
    phone: "+8619900000005",
    documents: [{ ...identity(pensioner), isRevoked: true }, bank(pensioner, "0105")],
  },
];
