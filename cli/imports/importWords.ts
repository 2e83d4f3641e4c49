import type { ImportState } from "@sello/api";
import type { Language } from "@sello/sdk";

type Counts = {
  readonly total: number;
  readonly issued: number;
  readonly existing: number;
  readonly valid: number;
  readonly rejected: number;
  readonly cellsCleaned: number;
};

/** What `./sello import` says of a file, in one language. */
export type ImportWords = {
  readonly summary: (rows: Counts, isDryRun: boolean) => string;
  readonly cleaned: (cells: number) => string;
  readonly states: Readonly<Record<ImportState, string>>;
  readonly sending: string;
  readonly progress: (done: number, total: number, perSecond: number) => string;
  readonly left: (seconds: number) => string;
  readonly saved: (file: string) => string;
  readonly line: (line: number) => string;
  /** Where in a line: after `line`. */
  readonly column: (letters: string) => string;
  readonly more: (rejections: number) => string;
  readonly firstRows: string;
  readonly otherSheets: (sheet: string, others: string) => string;
  readonly looksLike: (encoding: string) => string;
  readonly readIt: string;
  /** What can be done with a check. */
  readonly next: (id: string) => string;
  readonly discarded: string;
};

export const importWords: Readonly<Record<Language, ImportWords>> = {
  zh: {
    summary: ({ total, issued, existing, valid, rejected }, isDryRun) =>
      `${isDryRun ? `可签发${valid}行` : `已签发${issued}行`}，此前已签发${existing}行，退回${rejected}行，共${total}行`,
    cleaned: (cells) => `清理了${cells}个单元格：去掉了空格、数字前后的保护符号，或改为半角。`,
    states: {
      receiving: "接收中",
      running: "处理中",
      paused: "已暂停",
      done: "完成",
      cancelled: "已取消",
      failed: "失败",
    },
    sending: "正在发送文件",
    progress: (done, total, perSecond) => `${done}/${total}行，每秒${perSecond}行`,
    left: (seconds) => `，约剩${seconds}秒`,
    saved: (file) => `每一行的结果：${file}`,
    line: (line) => `第${line}行`,
    column: (letters) => `${letters}列`,
    more: (rejections) => `还有${rejections}行被退回：用 -o 文件 查看全部。`,
    firstRows: "前几行读作：",
    otherSheets: (sheet, others) =>
      `已读取工作表“${sheet}”；未读取：${others}（可用 --sheet 指定）。`,
    looksLike: (encoding) => `文件不是UTF-8，看起来是${encoding}。按此编码，前两行是：`,
    readIt: "对吗？按此编码读取吗？[y/N] ",
    next: (id) =>
      `数据行保留七天。签发：./sello imports issue ${id}；放弃：./sello imports discard ${id}`,
    discarded: "已放弃保留的数据行。",
  },
  es: {
    summary: ({ total, issued, existing, valid, rejected }, isDryRun) =>
      `${isDryRun ? `${valid} válidas` : `${issued} emitidas`}, ${existing} emitidas antes, ${rejected} rechazadas, de ${total} filas`,
    cleaned: (cells) =>
      `Se limpiaron ${cells} celdas: espacios, marcas alrededor de números o caracteres de ancho completo.`,
    states: {
      receiving: "recibiendo",
      running: "en curso",
      paused: "en pausa",
      done: "terminado",
      cancelled: "cancelado",
      failed: "fallido",
    },
    sending: "enviando el archivo",
    progress: (done, total, perSecond) => `${done} de ${total} filas, ${perSecond}/s`,
    left: (seconds) => `, quedan ${seconds} s`,
    saved: (file) => `Qué pasó con cada fila: ${file}`,
    line: (line) => `línea ${line}`,
    column: (letters) => `, columna ${letters}`,
    more: (rejections) => `y ${rejections} filas rechazadas más: véalas todas con -o ARCHIVO.`,
    firstRows: "Las primeras filas se leen así:",
    otherSheets: (sheet, others) =>
      `Se leyó la hoja «${sheet}»; no se leyeron: ${others} (elija con --sheet).`,
    looksLike: (encoding) => `El archivo no es UTF-8; parece ${encoding}. Así leído, empieza con:`,
    readIt: "¿Es correcto? ¿Leerlo así? [y/N] ",
    next: (id) =>
      `Las filas se guardan siete días. Emitirlas: ./sello imports issue ${id}; descartarlas: ./sello imports discard ${id}`,
    discarded: "Se descartaron las filas guardadas.",
  },
  en: {
    summary: ({ total, issued, existing, valid, rejected }, isDryRun) =>
      `${isDryRun ? `${valid} valid` : `${issued} issued`}, ${existing} issued before, ${rejected} rejected, of ${total} rows`,
    cleaned: (cells) =>
      `${cells} cells were cleaned of spaces, marks around numbers, or full-width characters.`,
    states: {
      receiving: "receiving",
      running: "running",
      paused: "paused",
      done: "done",
      cancelled: "cancelled",
      failed: "failed",
    },
    sending: "sending the file",
    progress: (done, total, perSecond) => `${done} of ${total} rows, ${perSecond}/s`,
    left: (seconds) => `, ${seconds} s left`,
    saved: (file) => `What became of every row: ${file}`,
    line: (line) => `line ${line}`,
    column: (letters) => `, column ${letters}`,
    more: (rejections) => `and ${rejections} more rejected rows: see them all with -o FILE.`,
    firstRows: "The first rows are read as:",
    otherSheets: (sheet, others) =>
      `Read the sheet "${sheet}"; not read: ${others} (choose with --sheet).`,
    looksLike: (encoding) =>
      `The file is not UTF-8; it looks like ${encoding}. Read so, it begins:`,
    readIt: "Is that right? Read it so? [y/N] ",
    next: (id) =>
      `The rows are kept for seven days. Issue them: ./sello imports issue ${id}; give them up: ./sello imports discard ${id}`,
    discarded: "The kept rows were given up.",
  },
};
