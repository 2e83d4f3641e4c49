import { kind } from "./kind.ts";

/** Of document types that are designed. */
export const typeProblems = {
  "document_type.not_ready": kind(
    503,
    "It cannot be said now whether there is such a document type",
    "Ahora no se puede saber si existe ese tipo de documento",
    "暂时无法确认是否有该证件类型",
  ),
  "type_draft.unknown": kind(404, "There is no such draft", "No existe ese borrador", "没有该草稿"),
  "type_draft.officer": kind(
    403,
    "This is for officers who are signed in, not for API keys",
    "Esto es para funcionarios con sesión iniciada, no para claves de API",
    "此操作须由已登录的工作人员进行，不能使用API密钥",
  ),
  "type_draft.changed": kind(
    409,
    "Somebody else has changed the draft meanwhile",
    "Otra persona ha cambiado el borrador entretanto",
    "草稿已被他人修改",
  ),
  "type_draft.state": kind(
    409,
    "The draft's state does not allow this now",
    "El estado del borrador no lo permite ahora",
    "草稿目前的状态不允许此操作",
  ),
  "type_draft.incomplete": kind(
    422,
    "The design is not complete",
    "El diseño no está completo",
    "设计尚不完整",
  ),
  "type_draft.name_taken": kind(
    409,
    "Another document type has this name",
    "Otro tipo de documento tiene este nombre",
    "该名称已用于其他证件类型",
  ),
  "type_draft.version": kind(
    409,
    "The version does not follow the newest one",
    "La versión no sigue a la última",
    "版本号未接续最新版本",
  ),
  "type_draft.too_large": kind(
    413,
    "The design is too large",
    "El diseño es demasiado grande",
    "设计内容过大",
  ),
  "type_draft.too_many": kind(
    409,
    "There are too many drafts or document types",
    "Hay demasiados borradores o tipos de documento",
    "草稿或证件类型过多",
  ),
  "type_draft.signature": kind(
    409,
    "The signature is not by your account under this design",
    "La firma no es de su cuenta bajo este diseño",
    "签名不是由您的账户对该设计作出的",
  ),
  "type_draft.approved": kind(
    409,
    "You have approved it already: the other approval is another officer's",
    "Ya la aprobó: la otra aprobación es de otro funcionario",
    "您已批准：另一次批准须由其他工作人员作出",
  ),
  "type_draft.same_person": kind(
    409,
    "Both approvals come down to one person: somebody else must sign",
    "Las dos aprobaciones son de una sola persona: debe firmar otra",
    "两次批准实为同一人所为：须由另一人签署",
  ),
} as const;
