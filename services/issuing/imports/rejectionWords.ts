import type { LocalizedText } from "@sello/sdk";
import { limits } from "../../platform/limits.ts";
import type { Rejection, RowViolation } from "./Import.ts";
import type { FileRow } from "./reading/FileRow.ts";

/** What is wrong, for people, by code. What has no words here keeps its own message. */
const wordsOf: Readonly<Record<string, LocalizedText>> = {
  "row.too_long": {
    zh: `这一行超过${limits.importRowCharacters}个字符`,
    es: `la fila tiene más de ${limits.importRowCharacters} caracteres`,
    en: `is longer than ${limits.importRowCharacters} characters`,
  },
  "row.quotes": {
    zh: "引号的位置不对，或没有成对：单元格内的引号须写两个",
    es: "hay una comilla mal puesta o sin cerrar: dentro de una celda se escribe doble",
    en: "has a quote in the wrong place, or one not closed: inside a cell, write it twice",
  },
  "row.json": {
    zh: "不是一个JSON对象",
    es: "no es un objeto JSON",
    en: "is not a JSON object",
  },
  "row.member_twice": {
    zh: "同一个名称出现了两次：请只保留一个",
    es: "un nombre aparece dos veces: deje solo uno",
    en: "has a member with the same name twice: keep one",
  },
  "row.member_name": {
    zh: "名称中有反斜杠：请直接写出字符",
    es: "un nombre lleva una barra inversa: escriba los caracteres tal cual",
    en: "has a member name with a backslash: write its characters as they are",
  },
  "row.column_unnamed": {
    zh: "这一列没有列名：请在首行写上列名，或删去这个值",
    es: "la columna no tiene nombre: póngalo en la primera fila o borre el valor",
    en: "is in a column without a name: name it in the first row, or remove the value",
  },
  "number.changed": {
    zh: "表格软件改动了这个数字：请从来源重新取数，并先把该列设为“文本”格式",
    es: "una hoja de cálculo cambió este número: tómelo otra vez de su origen y ponga la columna como texto",
    en: "a spreadsheet changed this number: take it from the source again and set the column to text",
  },
  "number.inexact": {
    zh: "这个数字读入后会与原文不同：请按最简形式书写，长号码请加引号",
    es: "este número no se leería tal como está escrito: escríbalo en su forma simple, y entre comillas si es largo",
    en: "this number would be read otherwise than it is written: write it in its plain form, and a long one in quotes",
  },
  "number.old_id": {
    zh: "这是15位的旧身份证号码：请填写18位号码",
    es: "es un número de identidad antiguo, de 15 cifras: escriba el de 18",
    en: "is an old 15-digit number: write the one of 18",
  },
  "cell.error": {
    zh: "单元格显示错误（如#N/A）：请填写值",
    es: "la celda muestra un error, como #N/A: escriba el valor",
    en: "shows an error, such as #N/A: write the value",
  },
  "cell.formula": {
    zh: "单元格是没有结果的公式：请把公式换成值",
    es: "la celda tiene una fórmula sin resultado: sustitúyala por su valor",
    en: "has a formula without a result: replace it by its value",
  },
  "cell.date": {
    zh: "单元格里的日期不存在：请写成年-月-日，如1985-09-30",
    es: "la fecha de la celda no existe: escríbala como 1985-09-30",
    en: "has a date that no calendar has: write it as 1985-09-30",
  },
  "claim.missing": { zh: "必须填写", es: "es obligatorio", en: "must be given" },
  "claim.unknown": {
    zh: "此类证件没有这一项，或由系统计算",
    es: "no es un dato de este documento, o lo calcula el sistema",
    en: "is not a claim of this document type, or is computed",
  },
  "claim.not_listed": {
    zh: "不在可选值之列",
    es: "no es uno de los valores admitidos",
    en: "is not one of the listed values",
  },
  "claim.type": {
    zh: "应是另一种值，例如数字",
    es: "debe ser otro tipo de valor, por ejemplo un número",
    en: "must be another kind of value, such as a number",
  },
  "claim.format": {
    zh: "写法或校验码不正确",
    es: "no tiene la forma debida, o su dígito de control no es correcto",
    en: "is not of its form, or its check digit is wrong",
  },
  "claim.pattern": { zh: "写法不正确", es: "no tiene la forma debida", en: "is not of its form" },
  "claim.length": {
    zh: "太长或太短",
    es: "es demasiado largo o corto",
    en: "is too long or too short",
  },
  "claim.range": { zh: "超出允许范围", es: "está fuera de los límites", en: "is out of range" },
  "document.differs": {
    zh: "已有同一编号的证件，但内容不同：请更正或换发那一份",
    es: "ya hay un documento con este número y otros datos: corríjalo o renuévelo",
    en: "a document of this key has other claims: correct or renew that one",
  },
  "document.revoked": {
    zh: "这一证件已被注销：请补发那一份，或说明理由后重新签发",
    es: "este documento fue revocado: reemplácelo, o emita otro con su motivo",
    en: "this document was revoked: replace that one, or issue it afresh with a reason",
  },
  "document.expired": {
    zh: "这一证件已过期：请换发那一份",
    es: "este documento ha caducado: renuévelo",
    en: "this document has expired: renew that one",
  },
};

type ViolationParts = Pick<RowViolation, "code"> & Partial<RowViolation>;

/** A violation with its words: those of its code, in each language, before its own message. */
export function toRowViolation({
  code,
  field = "",
  column,
  message,
  words,
  rule,
}: ViolationParts): RowViolation {
  const known = words ?? (Object.hasOwn(wordsOf, code) ? wordsOf[code] : undefined);
  return {
    field,
    ...(column === undefined ? {} : { column }),
    code,
    message: message ?? known?.en ?? code,
    ...(known === undefined ? {} : { words: known }),
    ...(rule === undefined ? {} : { rule }),
  };
}

/** A row that was refused while its file was read. */
export function toRefusedRow(row: Extract<FileRow, { refused: unknown }>): Rejection {
  const { line, refused, data } = row;
  const words = refused === "row.fields" ? fieldsWords(data ?? {}) : undefined;
  const violation = toRowViolation({ code: refused, ...(words ? { words } : {}) });
  return { line, document: null, violations: [violation] };
}

const fieldsWords = ({ cells, columns }: Readonly<Record<string, unknown>>): LocalizedText => ({
  zh: `有${cells}个单元格，而首行有${columns}列`,
  es: `tiene ${cells} celdas; la primera fila tiene ${columns}`,
  en: `has ${cells} fields; the header has ${columns}`,
});
