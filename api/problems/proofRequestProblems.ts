import { kind } from "./kind.ts";

/** Of what somebody asks to be shown. */
export const proofRequestProblems = {
  "proof_request.unknown": kind(
    404,
    "There is no such request, or it is over",
    "No existe esa solicitud, o ya terminó",
    "没有该请求，或请求已结束",
  ),
  "proof_request.invalid": kind(
    422,
    "This is not a request for a proof",
    "No es una solicitud de prueba",
    "这不是出示证明的请求",
  ),
  "proof_request.answer": kind(
    422,
    "This is not an answer to a request",
    "No es una respuesta a una solicitud",
    "这不是对请求的答复",
  ),
  "proof_request.answered": kind(
    409,
    "The request was answered already",
    "La solicitud ya fue respondida",
    "该请求已有答复",
  ),
  "proof_request.known": kind(
    409,
    "There is another request with this id",
    "Ya existe otra solicitud con este identificador",
    "该编号已用于另一请求",
  ),
  "proof_request.many": kind(
    503,
    "Too many requests for proofs wait now",
    "Hay demasiadas solicitudes de prueba en espera",
    "当前等待中的请求过多",
  ),
} as const;
