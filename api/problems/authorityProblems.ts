import { kind } from "./kind.ts";

/** Of API keys, and of what an authority may do. */
export const authorityProblems = {
  "api_key.missing": kind(
    401,
    "An API key or a session is needed",
    "Hace falta una clave de API o una sesión",
    "需要 API 密钥或登录会话",
  ),
  "api_key.invalid": kind(
    401,
    "The API key is not valid",
    "La clave de API no es válida",
    "API 密钥无效",
  ),
  "api_key.action": kind(
    403,
    "The API key does not allow this",
    "La clave de API no permite esto",
    "该 API 密钥不允许此操作",
  ),
  "api_key.rights": kind(
    403,
    "A new API key cannot have rights that its maker does not have",
    "Una clave de API nueva no puede tener permisos que no tiene quien la crea",
    "新建 API 密钥的权限不能超出创建者的权限",
  ),
  "api_key.authority": kind(
    403,
    "This is for another authority",
    "Esto corresponde a otra autoridad",
    "此操作属于其他机构",
  ),
  "api_key.day_used": kind(
    429,
    "As many documents were issued with this API key today as its limit allows",
    "Con esta clave de API ya se han emitido hoy los documentos que permite su límite",
    "该 API 密钥今日签发的证件数量已达上限",
  ),
  "api_key.lifetime": kind(
    422,
    "The API key would expire too late, or has expired already",
    "El fin de la clave de API está fuera de rango",
    "API 密钥的有效期超出范围",
  ),
  "api_key.unknown": kind(
    404,
    "There is no such API key",
    "No existe esa clave de API",
    "没有该 API 密钥",
  ),
  "api_key.revoked": kind(
    409,
    "The API key is already revoked",
    "La clave de API ya estaba revocada",
    "该 API 密钥已被撤销",
  ),
  "authority.unknown": kind(
    404,
    "There is no such authority",
    "No existe esa autoridad",
    "没有该机构",
  ),
  "authority.inactive": kind(
    403,
    "The authority, or one above it, is not active",
    "La autoridad, o una superior, no está activa",
    "该机构或其上级目前停用",
  ),
  "authority.unaccredited": kind(
    403,
    "The authority is not accredited for this document type",
    "La autoridad no está acreditada para este tipo de documento",
    "该机构未获授权签发此类证件",
  ),
  "authority.left_out": kind(
    403,
    "The trust list leaves out the authority, or one above it",
    "La lista de confianza deja fuera a la autoridad o a una superior",
    "可信机构名单未收录该机构或其上级",
  ),
  "document_type.unknown": kind(
    404,
    "There is no such document type",
    "No existe ese tipo de documento",
    "没有该证件类型",
  ),
  "signing_key.none_current": kind(
    409,
    "The authority has no current signing key",
    "La autoridad no tiene una clave de firma vigente",
    "该机构没有有效的签名密钥",
  ),
} as const;
