import { kind } from "./kind.ts";

/** Of files of records. */
export const importProblems = {
  "import.unknown": kind(
    404,
    "There is no such import",
    "No existe esa importación",
    "没有该导入任务",
  ),
  "import.state": kind(
    409,
    "The import is not in a state that allows this",
    "La importación está en otro estado",
    "导入任务处于其他状态",
  ),
  "import.broken_off": kind(
    422,
    "The upload was interrupted",
    "La subida se interrumpió",
    "上传中断",
  ),
  "import.too_large": kind(
    413,
    "The file is too large",
    "El archivo es demasiado grande",
    "文件过大",
  ),
  "import.empty": kind(422, "The file has no rows", "El archivo no tiene filas", "文件没有数据行"),
  "import.encoding": kind(
    422,
    "The file is not UTF-8",
    "El archivo no es UTF-8",
    "文件不是 UTF-8 编码",
  ),
  "import.delimiter": kind(
    422,
    "The delimiter is not a comma, a semicolon or a tab",
    "Los campos se separan de otra forma",
    "字段分隔符不正确",
  ),
  "import.quotes": kind(
    422,
    "A quoted field is not closed",
    "Un campo entre comillas no termina",
    "引号字段没有结束",
  ),
  "import.header_missing": kind(
    422,
    "The file has no header line",
    "El archivo no tiene línea de cabecera",
    "文件没有表头",
  ),
  "import.header_unreadable": kind(
    422,
    "The header line cannot be read",
    "No se puede leer la línea de cabecera",
    "无法读取表头",
  ),
  "import.columns_many": kind(
    422,
    "The file has too many columns",
    "El archivo tiene demasiadas columnas",
    "文件的列过多",
  ),
} as const;
