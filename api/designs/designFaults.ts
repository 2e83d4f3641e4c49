import type { LocalizedText } from "@sello/sdk";

const words = (en: string, es: string, zh: string): LocalizedText => ({ zh, es, en });

/** What keeps a design from being used, and what to do about it. The codes are contract. */
export const designFaults = {
  "design.text_missing": words(
    "Write it in Chinese, Spanish and English.",
    "Escríbalo en chino, español e inglés.",
    "请用中文、西班牙文和英文填写。",
  ),
  "design.name_form": words(
    "Small letters, digits and hyphens, beginning with a letter, such as dog-licence.",
    "Letras minúsculas, cifras y guiones, empezando por una letra, como dog-licence.",
    "使用小写字母、数字和连字符，以字母开头，例如dog-licence。",
  ),
  "design.no_claims": words(
    "Add at least one claim that is required.",
    "Añada al menos un dato obligatorio.",
    "请至少添加一项必填内容。",
  ),
  "design.claim_name": words(
    "Letters, digits and underscores, beginning with a letter, such as card_number.",
    "Letras, cifras y guiones bajos, empezando por una letra, como card_number.",
    "使用字母、数字和下划线，以字母开头，例如card_number。",
  ),
  "design.claim_reserved": words(
    "Documents use this name for something else. Choose another.",
    "Los documentos usan este nombre para otra cosa. Elija otro.",
    "证件已将此名称用于其他用途，请另选一个。",
  ),
  "design.claim_twice": words(
    "Another claim has this name. Choose another.",
    "Otro dato tiene este nombre. Elija otro.",
    "已有同名内容，请另选一个名称。",
  ),
  "design.column_twice": words(
    "Another claim has a title or a column of this name: in a file nobody could tell them apart.",
    "Otro dato tiene un título o una columna con este nombre: en un archivo no se distinguirían.",
    "另一项内容已使用此标题或列名：在文件中将无法区分。",
  ),
  "design.choices_missing": words(
    "Give at least two choices.",
    "Indique al menos dos opciones.",
    "请至少给出两个选项。",
  ),
  "design.choice_value": words(
    "Each choice needs a value of its own for files.",
    "Cada opción necesita un valor propio para los archivos.",
    "每个选项都需要一个不同的文件用值。",
  ),
  "design.range": words(
    "The least must not be more than the most.",
    "El mínimo no puede superar al máximo.",
    "最小值不能大于最大值。",
  ),
  "design.prefix": words(
    "Capital letters, digits and hyphens.",
    "Letras mayúsculas, cifras y guiones.",
    "使用大写字母、数字和连字符。",
  ),
  "design.one_photo": words(
    "A document has one photograph at most, and its name is photo.",
    "Un documento tiene como mucho una fotografía, y su nombre es photo.",
    "每份证件最多一张照片，其名称为photo。",
  ),
  "design.age_source": words(
    "Choose a date of the same document.",
    "Elija una fecha del mismo documento.",
    "请选择本证件中的一个日期。",
  ),
  "design.key": words(
    "Choose required claims, such as a number, that no two documents share.",
    "Elija datos obligatorios, como un número, que no compartan dos documentos.",
    "请选择各证件互不相同的必填内容，例如编号。",
  ),
  "design.person": words(
    "Choose an identity number of the same document that is required.",
    "Elija un número de identidad obligatorio del mismo documento.",
    "请选择本证件中必填的公民身份号码。",
  ),
  "design.name_claim": words(
    "Choose a text of the same document.",
    "Elija un texto del mismo documento.",
    "请选择本证件中的一项文字内容。",
  ),
  "design.face": words(
    "The card shows a claim that the document does not have, or its photograph among the lines.",
    "La tarjeta muestra un dato que el documento no tiene, o la fotografía entre las líneas.",
    "卡面上的内容不在证件中，或将照片列为文字行。",
  ),
  "design.card_photo": words(
    "A place for a photograph needs a claim that is a photograph.",
    "El sitio de la fotografía requiere un dato que sea una fotografía.",
    "卡面的照片位置需要一项照片内容。",
  ),
  "design.contrast": words(
    "Choose colours that differ more: this text is hard to read.",
    "Elija colores más distintos: este texto se lee mal.",
    "请选择对比更强的颜色：此文字难以辨认。",
  ),
  "design.term": words("At most 100 years.", "Como mucho, 100 años.", "最长100年。"),
  "design.other": words(
    "This does not fit together. Look at it again.",
    "Esto no concuerda. Revíselo.",
    "此处内容不一致，请检查。",
  ),
} as const satisfies Readonly<Record<string, LocalizedText>>;

export type DesignFaultCode = keyof typeof designFaults;

/** What is wrong, and where: a JSON pointer into the design. */
export type DesignFault = { readonly pointer: string; readonly code: DesignFaultCode };
