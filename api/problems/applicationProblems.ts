import { kind } from "./kind.ts";

/** Of applications for service items. */
export const applicationProblems = {
  "service_item.unknown": kind(
    404,
    "There is no such service item",
    "No existe ese trámite",
    "没有该办理事项",
  ),
  "service_item.closed": kind(
    409,
    "No rules of this item are in force",
    "No hay reglas vigentes para este trámite",
    "该事项目前没有生效的规则",
  ),
  "application.unknown": kind(
    404,
    "There is no such application",
    "No existe esa solicitud",
    "没有该申请",
  ),
  "application.form": kind(
    422,
    "The form is not filled in as it asks",
    "El formulario no está bien rellenado",
    "表单填写不符合要求",
  ),
  "application.evidence": kind(
    422,
    "Evidence is named that the item does not ask for",
    "Se indica una prueba que el trámite no pide",
    "提交了该事项不需要的材料",
  ),
  "application.not_joined": kind(
    403,
    "The account is not joined to the register",
    "La cuenta no está vinculada al registro",
    "账户尚未与户籍登记关联",
  ),
  "application.open": kind(
    409,
    "There is an open application for this item already",
    "Ya hay una solicitud abierta de este trámite",
    "该事项已有正在办理的申请",
  ),
  "application.too_many": kind(
    429,
    "The account has sent as many applications or answers as it may",
    "La cuenta ya ha enviado todas las solicitudes o respuestas posibles",
    "该账户提交的申请或补充次数已达上限",
  ),
  "application.state": kind(
    409,
    "The application's state does not allow this now",
    "El estado de la solicitud no lo permite ahora",
    "申请目前的状态不允许此操作",
  ),
  "application.appealed": kind(
    409,
    "There is an appeal against this decision already",
    "Ya hay un recurso contra esta decisión",
    "对该决定已提出复核",
  ),
  "application.appeal_late": kind(
    409,
    "The time for an appeal is over",
    "El plazo para recurrir ha terminado",
    "已超过申请复核的期限",
  ),
  "application.officer": kind(
    403,
    "This is for officers who are signed in, not for API keys",
    "Esto es para funcionarios con sesión iniciada, no para claves de API",
    "此操作须由已登录的工作人员进行，不能使用API密钥",
  ),
  "application.involved": kind(
    403,
    "The officer has a part in this already",
    "El funcionario ya ha intervenido en esto",
    "该工作人员已参与此事项，不能再作决定",
  ),
  "application.outputs": kind(
    422,
    "What the document is to say is missing, or is not of its form",
    "Falta lo que debe decir el documento, o no tiene su forma",
    "缺少证件应载明的内容，或内容不符合要求",
  ),
  "application.passing": kind(
    409,
    "That authority may not issue what would follow",
    "Esa autoridad no puede emitir lo que corresponde",
    "该机构无权签发相应证件",
  ),
  "application.person": kind(
    409,
    "The document would be another person's",
    "El documento sería de otra persona",
    "该证件不属于申请人本人",
  ),
} as const;
