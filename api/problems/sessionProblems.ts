import { kind } from "./kind.ts";

/** Of officers' sign-in, and of what they do through a session. */
export const sessionProblems = {
  "sign_in.message": kind(
    422,
    "This is not the sign-in message that was asked for",
    "No es el mensaje de inicio de sesión que se pidió",
    "这不是所要求的登录消息",
  ),
  "sign_in.domain": kind(
    422,
    "The sign-in message is for another website",
    "El mensaje de inicio de sesión es para otro sitio web",
    "该登录消息是给其他网站的",
  ),
  "sign_in.chain": kind(
    422,
    "The sign-in message is for another chain",
    "El mensaje de inicio de sesión es para otra cadena",
    "该登录消息是给其他链的",
  ),
  "sign_in.time": kind(
    422,
    "The sign-in message is not valid at this time",
    "El mensaje de inicio de sesión no es válido en este momento",
    "该登录消息目前不在有效期内",
  ),
  "sign_in.nonce": kind(
    409,
    "This sign-in was used before, or took too long",
    "Este inicio de sesión ya se usó o tardó demasiado",
    "本次登录已使用过或已超时",
  ),
  "sign_in.signature": kind(
    403,
    "The signature is not by the account in the message",
    "La firma no es de la cuenta del mensaje",
    "签名不是由消息中的账户作出的",
  ),
  "sign_in.not_deployed": kind(
    409,
    "The account is not on the chain yet",
    "La cuenta todavía no está en la cadena",
    "该账户尚未部署到链上",
  ),
  "sign_in.no_role": kind(
    403,
    "The account has no role at any authority",
    "La cuenta no tiene ningún cargo en ninguna autoridad",
    "该账户在任何机构都没有职责",
  ),
  "session.missing": kind(401, "Nobody is signed in", "No hay ninguna sesión iniciada", "尚未登录"),
  "session.ended": kind(401, "The session has ended", "La sesión ha terminado", "会话已结束"),
  "session.csrf": kind(
    403,
    "The request does not come from the page that was signed in to",
    "La petición no viene de la página en la que se inició la sesión",
    "请求并非来自已登录的页面",
  ),
  "session.authority": kind(
    422,
    "The request does not say for which authority it acts",
    "La petición no dice por qué autoridad actúa",
    "请求未说明代表哪个机构",
  ),
  "session.rights": kind(
    403,
    "The officer does not have the role that this needs",
    "El funcionario no tiene el cargo necesario para esto",
    "该工作人员没有此操作所需的职责",
  ),
  "session.unknown": kind(404, "There is no such session", "No existe esa sesión", "没有该会话"),
  "demo_wallet.method": kind(
    422,
    "The demo's wallet does not do this",
    "La cartera de la demostración no hace esto",
    "演示钱包不支持此操作",
  ),
  "demo_wallet.account": kind(
    404,
    "The demo has no officer with this account",
    "La demostración no tiene ningún funcionario con esta cuenta",
    "演示中没有使用该账户的工作人员",
  ),
  "demo_wallet.refused": kind(
    403,
    "The demo's wallet signs only what belongs to this demo",
    "La cartera de la demostración solo firma lo que es de esta demostración",
    "演示钱包只签署属于本演示的内容",
  ),
  "demo_sample.pending": kind(
    503,
    "The sample is not in the log yet",
    "El ejemplo todavía no está en el registro",
    "样例尚未写入日志",
  ),
} as const;
