import { kind } from "./kind.ts";

/** Of residents' accounts. */
export const residentProblems = {
  "phone.malformed": kind(
    422,
    "This is not a phone number",
    "No es un número de teléfono",
    "手机号码格式不正确",
  ),
  "id_number.malformed": kind(
    422,
    "This is not an identity number",
    "No es un número de identidad",
    "身份证号码格式不正确",
  ),
  "sign_in.code": kind(403, "The code is wrong", "El código no es correcto", "验证码不正确"),
  "sign_in.ended": kind(409, "The code has ended", "El código ya no vale", "验证码已失效"),
  "sign_in.resend_early": kind(
    429,
    "It is too early for another code",
    "Es pronto para otro código",
    "重新发送验证码过于频繁",
  ),
  "sign_in.codes_used": kind(
    429,
    "No more codes are sent to this number today",
    "Hoy no se envían más códigos a este número",
    "该号码今天的验证码次数已用完",
  ),
  "session.level": kind(
    403,
    "This needs a passkey",
    "Para esto hace falta una clave de acceso",
    "此操作需要通行密钥",
  ),
  "passkey.refused": kind(
    403,
    "No account here has this passkey, or its signature is wrong",
    "Ninguna cuenta tiene esta clave de acceso, o su firma no es correcta",
    "没有账户使用该通行密钥，或其签名不正确",
  ),
  "passkey.waiting": kind(
    403,
    "The passkey is too new for this",
    "La clave de acceso es demasiado reciente para esto",
    "通行密钥启用时间过短，暂不能用于此操作",
  ),
  "passkey.too_many": kind(
    409,
    "The account has as many passkeys as it may",
    "La cuenta ya tiene todas las claves de acceso que puede tener",
    "该账户的通行密钥已达上限",
  ),
  "identity.joined": kind(
    409,
    "The account is joined to the register already",
    "La cuenta ya está unida al registro",
    "该账户已与登记信息关联",
  ),
  "identity.other": kind(
    409,
    "The account belongs to another person",
    "La cuenta es de otra persona",
    "该账户属于他人",
  ),
  "desk.code": kind(
    409,
    "The desk code is wrong or has ended",
    "El código de ventanilla no es correcto o ya no vale",
    "窗口验证码不正确或已失效",
  ),
  "desk.person_unknown": kind(
    404,
    "The city has no identity document of this person",
    "La ciudad no tiene ningún documento de identidad de esta persona",
    "本市没有此人的身份证件",
  ),
  "registered_phones.malformed": kind(
    422,
    "Some of the numbers are not well-formed",
    "Algunos números no están bien escritos",
    "部分号码格式不正确",
  ),
  "possession.malformed": kind(
    422,
    "This does not prove that the device has the key",
    "No prueba que el dispositivo tenga la clave",
    "无法证明设备持有该密钥",
  ),
  "possession.nonce": kind(
    409,
    "The proof is not for this request, or came too late",
    "La prueba no es para esta petición o llegó tarde",
    "该证明不属于本次请求或已超时",
  ),
  "notice.unknown": kind(404, "There is no such notice", "No existe ese aviso", "没有该通知"),
} as const;
