import type { FailureTexts } from "./FailureTexts.ts";

/** Backups, their keys files, and restoring them. */
export const backupTexts: FailureTexts = {
  "backup.format": () => ({
    zh: "这不是 Sello 的备份（或密钥文件），或者文件不完整，或者数据文件夹中没有可备份的内容。未作任何改动。",
    es: "No es una copia de Sello (o su archivo de claves), está incompleta, o no hay nada que copiar en la carpeta de datos. No se ha cambiado nada.",
  }),
  "backup.damaged": () => ({
    zh: "备份或其密钥文件已损坏，未恢复任何内容。请使用另一份副本。",
    es: "La copia o su archivo de claves está dañado; no se ha restaurado nada. Use otro ejemplar.",
  }),
  "backup.newer": () => ({
    zh: "该备份由更新版本的 Sello 创建。请用那个版本恢复。",
    es: "La copia la hizo una versión más nueva de Sello. Restáurela con esa versión.",
  }),
  "backup.data_exists": () => ({
    zh: "目标位置已有数据，未恢复任何内容。请先移走，或用 --data 指定另一个文件夹；自备的数据库必须是空的。",
    es: "Ya hay datos en el destino; no se ha restaurado nada. Apártelos antes, o indique otra carpeta con --data; una base de datos propia debe estar vacía.",
  }),
  "backup.file_exists": () => ({
    zh: "要写入的文件（备份或其 .keys 文件）已经存在，未作改动。请换一个名称；--keys-only 只会替换旧的密钥文件。",
    es: "El archivo que se iba a escribir (la copia o su .keys) ya existe y sigue igual. Elija otro nombre; --keys-only solo sustituye un archivo de claves anterior.",
  }),
  "backup.unsealed": () => ({
    zh: "这些数据由旧版 Sello 创建，证件内容尚未加密。请先用 ./sello up 启动一次（启动时会加密），再进行备份。",
    es: "Estos datos son de una versión anterior y lo que dicen los documentos aún no está cifrado. Arranque una vez con ./sello up, que lo cifra, y haga después la copia.",
  }),
  "backup.keys_missing": () => ({
    zh: "找不到备份的密钥文件，没有它谁也无法读取证件。请把最新的密钥文件放在备份旁边（备份名加 .keys），或用 --keys 指定。",
    es: "Falta el archivo de claves de la copia, sin el cual nadie puede leer los documentos. Póngalo junto a la copia (su nombre más .keys), o indique el más nuevo con --keys.",
  }),
  "backup.keys_older": () => ({
    zh: "备份中有密钥文件不认识的证件：密钥文件比备份旧，或属于数据的另一份副本。这些证件将无法读取，因此未恢复任何内容。请用 --keys 指定最新的密钥文件。",
    es: "La copia tiene documentos que el archivo de claves no conoce: es más viejo que ella, o de otra copia de los datos. Nadie podría leerlos, así que no se ha restaurado nada. Indique con --keys el archivo de claves más nuevo.",
  }),
  "backup.keys_other": () => ({
    zh: "该密钥文件属于另一个部署，未作任何改动。",
    es: "El archivo de claves es de otra instalación. No se ha cambiado nada.",
  }),
  "backup.keys_resealed": () => ({
    zh: "在备份与密钥文件之间，封存密钥和摘要密钥都已更换，没有一个密钥能同时打开两者。请使用更新的备份，或更换之前的密钥文件。",
    es: "Entre la copia y su archivo de claves cambiaron el secreto de sellado y el de los resúmenes: ningún secreto abre los dos. Use una copia más nueva, o un archivo de claves anterior al cambio.",
  }),
  "backup.keys_needless": () => ({
    zh: "该备份由旧版 Sello 创建，自身已含密钥，不使用密钥文件；备份之后删除的内容会重新出现。如果没有更新的备份，请不带 --keys 恢复。",
    es: "Esta copia es de una versión anterior: lleva sus claves dentro y no admite archivo de claves; lo que se borró después volvería. Si no hay otra más nueva, restáurela sin --keys.",
  }),
  "backup.sealing_key_missing": () => ({
    zh: "备份不含封存密钥，没有它无法打开私钥。请用 --sealing-key 指定该文件。",
    es: "La copia no lleva la clave de sellado, sin la cual no se abren sus claves privadas. Indique el archivo con --sealing-key.",
  }),
  "backup.resume": () => ({
    zh: "用 --resume 提供的检查点不是由该日志的密钥签署的。",
    es: "El punto de control indicado con --resume no lo firmó la clave de este registro.",
  }),
};
