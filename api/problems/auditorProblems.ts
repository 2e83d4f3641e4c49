import { kind } from "./kind.ts";

/** Of those who may look and change nothing. */
export const auditorProblems = {
  "auditor.unknown": kind(404, "There is no such auditor", "No existe ese auditor", "没有该审计员"),
  "auditor.known": kind(
    409,
    "The account is an auditor here already",
    "La cuenta ya es auditora de esta autoridad",
    "该账户已是本机构的审计员",
  ),
  "auditor.too_many": kind(
    409,
    "The authority has too many auditors",
    "La autoridad tiene demasiados auditores",
    "该机构的审计员过多",
  ),
  "auditor.ended": kind(
    409,
    "The auditor was ended before",
    "Al auditor ya se le retiró el acceso",
    "该审计员的权限此前已终止",
  ),
} as const;
