import { kind } from "./kind.ts";

/** Of documents and their proofs. */
export const documentProblems = {
  "claims.invalid": kind(
    422,
    "The claims do not fit the document type",
    "Los datos no encajan con el tipo de documento",
    "声明内容不符合证件类型",
  ),
  "claims.too_large": kind(
    422,
    "The claims are too large",
    "Los datos son demasiado grandes",
    "声明内容过大",
  ),
  "person.invalid": kind(
    422,
    "The person's ID number is not right",
    "El número de identidad de la persona no es correcto",
    "证件所属人的身份号码不正确",
  ),
  "copies.many": kind(
    409,
    "The holder has as many copies as this kind of document allows",
    "El titular ya tiene todas las copias que esta clase de documento permite",
    "该证件的副本数量已达上限",
  ),
  "holder_key.invalid": kind(
    422,
    "The holder key is not a public P-256 key",
    "La clave del titular no es una clave pública P-256",
    "持有人密钥不是 P-256 公钥",
  ),
  "copies.count": kind(
    422,
    "The number of copies is out of range",
    "El número de copias está fuera de rango",
    "副本数量超出范围",
  ),
  "document.unknown": kind(
    404,
    "There is no such document",
    "No existe ese documento",
    "没有该证件",
  ),
  "document.exists": kind(
    409,
    "This document has already been issued",
    "Este mismo documento ya se emitió",
    "相同的证件已签发",
  ),
  "document.differs": kind(
    409,
    "A document with the same natural key has other claims",
    "Un documento con la misma clave dice otra cosa",
    "同一主键的证件内容不同",
  ),
  "document.superseded": kind(
    409,
    "A newer revision has replaced the document",
    "Una revisión más nueva ocupa su lugar",
    "该证件已被新版本取代",
  ),
  "document.revoked": kind(
    409,
    "The document is revoked",
    "El documento está revocado",
    "该证件已被撤销",
  ),
  "document.expired": kind(
    409,
    "The document has expired",
    "El documento ha caducado",
    "该证件已过期",
  ),
  "document.other_record": kind(
    409,
    "The document named is of another record",
    "El documento indicado es de otro registro",
    "所指证件属于另一条记录",
  ),
  "document.suspended": kind(
    409,
    "The document is suspended",
    "El documento está suspendido",
    "该证件已被暂停",
  ),
  "document.erased": kind(
    410,
    "What the document said was erased",
    "Lo que decía el documento se borró",
    "证件内容已被删除",
  ),
  "document.in_force": kind(
    409,
    "The document is in force: revoke it first",
    "El documento está en vigor: revóquelo antes",
    "证件仍然有效：请先撤销",
  ),
  "document.pending": kind(
    409,
    "The document is not in the log yet: try again in a moment",
    "El documento aún no está en el registro: inténtelo en un momento",
    "证件尚未写入日志：请稍后再试",
  ),
  "readings.many": kind(
    429,
    "This key has read or looked for as many documents as it may in an hour",
    "Esta clave ya ha leído o buscado cuantos documentos puede en una hora",
    "该密钥一小时内查阅或查找证件的次数已达上限",
  ),
  "idempotency.mismatch": kind(
    409,
    "The idempotency key was used for a different request",
    "La clave de idempotencia vino con otra petición",
    "该幂等键已用于另一请求",
  ),
  "proof.no_post_quantum": kind(
    404,
    "This log has no post-quantum proofs",
    "Este registro no da pruebas poscuánticas",
    "此日志不提供抗量子证明",
  ),
  "proof.pending": kind(404, "The proof does not exist yet", "Todavía no hay prueba", "尚无证明"),
} as const;
