import type { FileEncoding } from "@sello/api";
import type { LocalizedText } from "@sello/sdk";
import { limits } from "../../../platform/limits.ts";
import { ImportRefused, type ImportRefusedCode } from "../errors.ts";
import type { WorkbookErrorCode } from "./workbook/errors.ts";

// Why a file as a whole cannot be read, in words that say what to do next.

const inLine = (code: ImportRefusedCode, line: number, words: LocalizedText) =>
  new ImportRefused(code, words, { line });

/** @param looksLike what the bytes may be, if anything */
export function wrongEncoding(
  encoding: FileEncoding,
  line: number,
  looksLike: FileEncoding | null,
): ImportRefused {
  const name = looksLike === "gb18030" ? "GBK (ANSI)" : looksLike;
  const isEncoding = encoding.toUpperCase();
  const words: LocalizedText =
    looksLike === null
      ? {
          zh: `第${line}行不是${isEncoding}编码。请在原来的软件中另存为“CSV UTF-8”。`,
          es: `La línea ${line} no es ${isEncoding}. Guarde el archivo como CSV UTF-8 donde se hizo.`,
          en: `Line ${line} is not ${isEncoding}. Save the file as CSV UTF-8 where it was made.`,
        }
      : {
          zh: `第${line}行不是${isEncoding}编码，看起来是${name}。请在Excel中另存为“CSV UTF-8（逗号分隔）”，或加上 --encoding ${looksLike}（接口参数 encoding）。`,
          es: `La línea ${line} no es ${isEncoding}; parece ${name}. En Excel elija CSV UTF-8, o indique --encoding ${looksLike} (parámetro encoding).`,
          en: `Line ${line} is not ${isEncoding}. It looks like ${name}: in Excel choose CSV UTF-8, or give --encoding ${looksLike} (query parameter encoding).`,
        };
  return new ImportRefused("import.encoding", words, {
    line,
    ...(looksLike === null ? {} : { looksLike }),
  });
}

export const privateCharacter = (line: number): ImportRefused =>
  inLine("import.encoding", line, {
    zh: `第${line}行有一个自造字，别的电脑会显示成另一个字，无法确认。请在原来的软件中换成标准汉字，并另存为UTF-8。`,
    es: `La línea ${line} tiene un carácter privado, que otro equipo mostraría distinto. Cámbielo donde se hizo el archivo y guárdelo como UTF-8.`,
    en: `Line ${line} has a private character, which another machine would show as another one. Replace it where the file was made, and save it as UTF-8.`,
  });

export const isArchive = (): ImportRefused =>
  new ImportRefused(
    "import.format",
    {
      zh: "这是工作簿（.xlsx）或其他压缩文件，不是文本。请按.xlsx发送，或另存为“CSV UTF-8”。",
      es: "El archivo es un libro de Excel u otro comprimido, no texto. Envíelo como .xlsx o guárdelo como CSV UTF-8.",
      en: "The file is a workbook or another archive, not text. Send it as .xlsx, or save the sheet as CSV UTF-8.",
    },
    { looksLike: "xlsx" },
  );

export const isOldWorkbook = (): ImportRefused =>
  new ImportRefused(
    "import.format",
    {
      zh: "这是旧版工作簿（.xls）。请打开后另存为.xlsx或“CSV UTF-8”。",
      es: "El archivo es un libro antiguo (.xls). Ábralo y guárdelo como .xlsx o como CSV UTF-8.",
      en: "The file is an old workbook (.xls). Open it and save it as .xlsx or as CSV UTF-8.",
    },
    { looksLike: "xls" },
  );

export const badSeparator = (delimiter: string): ImportRefused =>
  inLine("import.delimiter", 1, {
    zh: `首行写着 sep=${delimiter}，但单元格只能用逗号、分号、制表符或竖线分隔。`,
    es: `La primera línea dice sep=${delimiter}; las celdas se separan por coma, punto y coma, tabulador o barra vertical.`,
    en: `The first line says sep=${delimiter}. Cells are separated by a comma, a semicolon, a tab or a vertical bar: use one of these.`,
  });

export const headerUnreadable = (): ImportRefused =>
  inLine("import.header_unreadable", 1, {
    zh: "首行的引号没有成对，无法读取列名。",
    es: "No se puede leer la primera línea: sus comillas no cuadran.",
    en: "The first line is not a CSV header: its quotes do not match.",
  });

export const headerTooLong = (): ImportRefused =>
  inLine("import.header_unreadable", 1, {
    zh: `首行超过${limits.importHeaderCharacters}个字符。首行应是列名。`,
    es: `La primera línea tiene más de ${limits.importHeaderCharacters} caracteres. Debe nombrar las columnas.`,
    en: `The first line is longer than ${limits.importHeaderCharacters} characters. It must name the columns.`,
  });

export const noRows = (): ImportRefused =>
  new ImportRefused("import.empty", {
    zh: "文件中没有数据行。",
    es: "El archivo no tiene filas de datos.",
    en: "The file has no rows of data.",
  });

export const openQuote = (line: number): ImportRefused =>
  inLine("import.quotes", line, {
    zh: `第${line}行的引号没有在单元格末尾结束，后面的行无法分清。请补上引号；单元格内的引号要写两个。`,
    es: `Una comilla que se abre en la línea ${line} no se cierra al final de su celda, y las líneas siguientes no se distinguen. Ciérrela, o escríbala doble si es parte del texto.`,
    en: `A quote that opens in line ${line} is not closed where its cell ends, so it is unclear where the lines after it begin. Close it, or write a quote inside a cell twice.`,
  });

export const spreadObject = (line: number): ImportRefused =>
  inLine("import.json", line, {
    zh: `第${line}行开始的JSON对象占了多行。请每行写一个对象，或把全部对象放进一个数组：[ … ]。`,
    es: `El objeto JSON que empieza en la línea ${line} ocupa varias líneas. Escriba cada objeto en una línea, o todos en una lista: [ … ].`,
    en: `The JSON object that begins in line ${line} goes over several lines. Write each object in one line, or all of them in one array: [ … ].`,
  });

const arrayFaults = {
  open: {
    zh: "数组没有以 ] 结束",
    es: "la lista no se cierra con ]",
    en: "the array is not closed with ]",
  },
  after: {
    zh: "数组之后还有内容",
    es: "hay algo después de la lista",
    en: "there is something after the array",
  },
  noComma: {
    zh: "两项之间缺少逗号",
    es: "falta una coma entre dos elementos",
    en: "a comma is missing between two elements",
  },
  noElement: {
    zh: "逗号之前没有内容",
    es: "hay una coma sin nada delante",
    en: "there is a comma and nothing before it",
  },
} as const;

export function brokenArray(line: number, fault: keyof typeof arrayFaults): ImportRefused {
  const { zh, es, en } = arrayFaults[fault];
  return inLine("import.json", line, {
    zh: `文件是一个JSON数组，第${line}行有误：${zh}。`,
    es: `El archivo es una lista JSON, y en la línea ${line} ${es}.`,
    en: `The file is a JSON array, and in line ${line} ${en}.`,
  });
}

const workbookWords: Readonly<Record<WorkbookErrorCode, (names: string) => LocalizedText>> = {
  "import.workbook": () => ({
    zh: "无法读取这个工作簿：可能已损坏或有密码。请打开后不加密码另存为.xlsx，或另存为“CSV UTF-8”。",
    es: "No se puede leer el libro: está dañado o tiene contraseña. Ábralo y guárdelo sin ella como .xlsx, o como CSV UTF-8.",
    en: "The workbook cannot be read: it is damaged or locked by a password. Open it and save it without one as .xlsx, or as CSV UTF-8.",
  }),
  "import.workbook_large": () => ({
    zh: "工作簿内容太多，无法读取。请分成几个文件，或把工作表另存为“CSV UTF-8”。",
    es: "El libro es demasiado grande. Divídalo en varios archivos, o guarde la hoja como CSV UTF-8.",
    en: "The workbook is larger than can be read. Cut it into several files, or save the sheet as CSV UTF-8.",
  }),
  "import.sheet_unknown": (names) => ({
    zh: `工作簿中没有这个工作表。现有：${names}。`,
    es: `El libro no tiene esa hoja. Tiene: ${names}.`,
    en: `The workbook has no sheet of that name. It has: ${names}.`,
  }),
};

export function workbookRefused(
  code: WorkbookErrorCode,
  data: Readonly<Record<string, unknown>> = {},
): ImportRefused {
  const sheets = Array.isArray(data.sheets) ? data.sheets.join(", ") : "";
  return new ImportRefused(code, workbookWords[code](sheets), data);
}
