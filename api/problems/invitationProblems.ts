import { kind } from "./kind.ts";

/** Of invitations, and of the passkeys that are made for them. */
export const invitationProblems = {
  "invitation.unknown": kind(
    404,
    "There is no such invitation",
    "No existe esa invitación",
    "没有该邀请",
  ),
  "invitation.used": kind(
    409,
    "The invitation was used before",
    "La invitación ya se usó",
    "该邀请已被使用",
  ),
  "invitation.revoked": kind(
    409,
    "The invitation was taken back",
    "La invitación se ha retirado",
    "该邀请已被撤回",
  ),
  "invitation.expired": kind(
    409,
    "The invitation has expired",
    "La invitación ha caducado",
    "该邀请已过期",
  ),
  "invitation.term": kind(
    422,
    "An invitation does not last that long",
    "Una invitación no dura tanto",
    "邀请的有效期不符合规定",
  ),
  "invitation.replaces": kind(
    422,
    "The account that is to be replaced is no officer of this authority",
    "La cuenta que se quiere sustituir no es de ningún funcionario de esta autoridad",
    "要替换的账户不属于该机构的任何工作人员",
  ),
  "invitation.too_many": kind(
    409,
    "The authority has too many open invitations",
    "La autoridad tiene demasiadas invitaciones abiertas",
    "该机构未使用的邀请过多",
  ),
  "passkey.malformed": kind(
    422,
    "This is not the passkey that was asked for",
    "No es la clave de acceso que se pidió",
    "这不是所要求的通行密钥",
  ),
  "passkey.origin": kind(
    422,
    "The passkey is for another website",
    "La clave de acceso es para otro sitio web",
    "该通行密钥属于其他网站",
  ),
  "passkey.not_verified": kind(
    422,
    "The passkey was made without fingerprint, face or PIN",
    "La clave de acceso se creó sin huella, rostro ni PIN",
    "创建通行密钥时未验证指纹、面容或 PIN",
  ),
  "passkey.kind": kind(
    422,
    "The passkey is of a kind that the chain cannot check",
    "La clave de acceso es de un tipo que la cadena no puede comprobar",
    "区块链无法验证该类型的通行密钥",
  ),
  "passkey.known": kind(
    409,
    "The passkey belongs to an account already",
    "La clave de acceso ya pertenece a una cuenta",
    "该通行密钥已属于某个账户",
  ),
  "passkey.unknown": kind(
    404,
    "No account here has this passkey",
    "Ninguna cuenta de aquí tiene esta clave de acceso",
    "此处没有账户使用该通行密钥",
  ),
  "passkey.last": kind(
    409,
    "This is the account's only passkey",
    "Es la única clave de acceso de la cuenta",
    "这是该账户唯一的通行密钥",
  ),
  "passkey.change_refused": kind(
    409,
    "The account does not take this change",
    "La cuenta no acepta este cambio",
    "该账户不接受此变更",
  ),
  "officer_account.signers": kind(
    422,
    "These people cannot sign for an account",
    "Estas personas no pueden firmar por una cuenta",
    "这些签署者不能用于账户",
  ),
  "officer_account.threshold": kind(
    422,
    "This number of people cannot sign for the account",
    "Ese número de personas no puede firmar por la cuenta",
    "该签署人数不适用于此账户",
  ),
  "officer_account.safe": kind(
    422,
    "The owners of a Safe are changed in the Safe itself",
    "Los propietarios de una Safe se cambian en la propia Safe",
    "Safe 账户的所有者须在 Safe 中更改",
  ),
  "officer_account.request": kind(
    409,
    "The account was made with other signers",
    "La cuenta se creó con otros firmantes",
    "该账户是用其他签署者创建的",
  ),
  "officer_account.pending": kind(
    503,
    "The account is not on the chain yet",
    "La cuenta todavía no está en la cadena",
    "该账户尚未上链",
  ),
  "chain.account_turnover": kind(
    503,
    "The service is changing the account that it sends with",
    "El servicio está cambiando la cuenta con la que envía",
    "服务正在更换其发送账户",
  ),
} as const;
