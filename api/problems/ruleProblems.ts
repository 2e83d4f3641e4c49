import { kind } from "./kind.ts";

/** Of versions of the rules of service items. */
export const ruleProblems = {
  "rules.unknown": kind(404, "There are no such rules", "No existen esas reglas", "没有该规则"),
  "rules.officer": kind(
    403,
    "This officer may not do this to these rules",
    "Este funcionario no puede hacer esto con estas reglas",
    "该工作人员无权对这些规则进行此操作",
  ),
  "rules.state": kind(
    409,
    "The rules' state does not allow this now",
    "El estado de las reglas no lo permite ahora",
    "规则目前的状态不允许此操作",
  ),
  "rules.changed": kind(
    409,
    "Somebody else has changed the rules meanwhile",
    "Otra persona ha cambiado las reglas entretanto",
    "规则已被他人修改",
  ),
  "rules.unreadable": kind(
    422,
    "The rules are not of the form that can be replayed",
    "Las reglas no tienen la forma que se puede repetir",
    "规则不是可以重新运行的形式",
  ),
  "rules.term": kind(
    422,
    "The rules would end before they begin",
    "Las reglas terminarían antes de empezar",
    "规则的截止时间早于开始时间",
  ),
  "rules.faults": kind(
    422,
    "Cases come out otherwise, or some are missing",
    "Hay casos que salen de otro modo, o faltan",
    "有案例结果不符，或缺少案例",
  ),
  "rules.signing": kind(
    409,
    "Another version of this item is being signed",
    "Se está firmando otra versión de este trámite",
    "该事项的另一版本正在签署",
  ),
  "rules.too_many": kind(
    409,
    "There are as many drafts as there may be",
    "Ya hay todos los borradores que puede haber",
    "草稿数量已达上限",
  ),
  "rules.signature": kind(
    409,
    "The signature is not the officer's under these rules",
    "La firma no es del funcionario o no es de estas reglas",
    "签名不是该工作人员对这些规则的签名",
  ),
  "rules.signed": kind(
    409,
    "This officer has signed them; another must",
    "Este funcionario ya las ha firmado; debe firmar otro",
    "该工作人员已签署，须由另一人签署",
  ),
  "rules.granted": kind(
    409,
    "They decide without a person already",
    "Ya deciden sin una persona",
    "该规则已可自动审批",
  ),
  "rules.not_granted": kind(
    409,
    "They do not decide without a person",
    "No deciden sin una persona",
    "该规则目前不能自动审批",
  ),
} as const;
