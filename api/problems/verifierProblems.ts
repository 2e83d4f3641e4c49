import { kind } from "./kind.ts";

/** Of those who registered what they ask of residents. */
export const verifierProblems = {
  "verifier.unknown": kind(
    404,
    "There is no such verifier",
    "No existe ese verificador",
    "没有该查验方",
  ),
  "verifier.invalid": kind(
    422,
    "The registration of a verifier is not right",
    "El registro del verificador no es correcto",
    "查验方登记内容有误",
  ),
  "verifier.rights": kind(
    403,
    "The city and its centres register verifiers, departments do not",
    "Los verificadores los registran la ciudad y sus centros, no los departamentos",
    "查验方由市及其中心登记，部门不能登记",
  ),
  "verifier.known": kind(
    409,
    "Another verifier has this key",
    "Otro verificador ya tiene esa clave",
    "该密钥已由其他查验方登记",
  ),
  "verifier.too_many": kind(
    409,
    "The authority has registered as many verifiers as it may",
    "La autoridad ya registró todos los verificadores que puede",
    "该机构登记的查验方已达上限",
  ),
  "verifier.ended": kind(
    409,
    "The verifier was ended before",
    "El registro de ese verificador ya terminó",
    "该查验方的登记此前已终止",
  ),
  "proof_request.verifier": kind(
    422,
    "Who signs the request is not registered now",
    "Quien firma la solicitud no está registrado ahora",
    "请求的签名方目前未登记",
  ),
  "proof_request.forged": kind(
    422,
    "The request was not signed with the verifier's registered key",
    "La solicitud no está firmada con la clave registrada del verificador",
    "请求并非以查验方登记的密钥签名",
  ),
  "proof_request.expired": kind(
    422,
    "The signature on the request does not count now",
    "La firma de la solicitud no vale en este momento",
    "请求的签名目前无效",
  ),
} as const;
