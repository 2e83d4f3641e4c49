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
  "import.key_ended": kind(
    409,
    "The API key with which the file was sent has been ended",
    "La clave con la que se envió el archivo ya no vale",
    "提交该文件所用的密钥已被停用",
  ),
  "import.rows_gone": kind(
    409,
    "The rows are not kept any more",
    "Las filas ya no se guardan",
    "这些行已不再保存",
  ),
  "import.row_changed": kind(
    409,
    "Somebody else has corrected the row",
    "Otra persona ha corregido la fila",
    "这一行已由他人更正",
  ),
  "import.row_shape": kind(
    422,
    "The row has other cells than the file has columns",
    "La fila no tiene las mismas celdas que columnas el archivo",
    "这一行的单元格与文件的列不符",
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
    "The file is in another encoding",
    "El archivo está en otra codificación",
    "文件是另一种编码",
  ),
  "import.delimiter": kind(
    422,
    "The cells are separated by another character",
    "Las celdas se separan de otra forma",
    "单元格分隔符不正确",
  ),
  "import.quotes": kind(
    422,
    "A quoted field is not closed",
    "Un campo entre comillas no termina",
    "引号字段没有结束",
  ),
  "import.json": kind(
    422,
    "The JSON cannot be cut into records",
    "El JSON no se puede dividir en registros",
    "无法把JSON分成记录",
  ),
  "import.format": kind(
    422,
    "The file is of another kind",
    "El archivo es de otro tipo",
    "文件是另一种类型",
  ),
  "import.workbook": kind(
    422,
    "The workbook cannot be read",
    "No se puede leer el libro de Excel",
    "无法读取工作簿",
  ),
  "import.workbook_large": kind(
    422,
    "The workbook is too large",
    "El libro de Excel es demasiado grande",
    "工作簿过大",
  ),
  "import.sheet_unknown": kind(
    422,
    "The workbook has no such sheet",
    "El libro de Excel no tiene esa hoja",
    "工作簿中没有该工作表",
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
  "import.column_unknown": kind(
    422,
    "A column is unknown",
    "Hay una columna desconocida",
    "有无法识别的列",
  ),
  "import.column_duplicate": kind(
    422,
    "Two columns are for one claim",
    "Hay dos columnas para un mismo dato",
    "有重复的列",
  ),
  "import.column_missing": kind(422, "A column is missing", "Falta una columna", "缺少列"),
  "import.columns_many": kind(
    422,
    "The file has too many columns",
    "El archivo tiene demasiadas columnas",
    "文件的列过多",
  ),
} as const;
