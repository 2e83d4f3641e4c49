import type { Language } from "@sello/sdk";

/** What residents are sent. `code` is for codes alone. */
export type MessageKind =
  | "code"
  | "passkey.added"
  | "phone.changed"
  | "desk.joined"
  | "devices.ended"
  | "account.ended";

/** What a text is made with. */
export type MessageValues = { readonly code?: string; readonly goodFrom?: string };

type Text = (values: MessageValues) => string;

const texts: Readonly<Record<MessageKind, Readonly<Record<Language, Text>>>> = {
  code: {
    zh: ({ code }) =>
      `您的 Sello 验证码是 ${code}，5 分钟内有效。请勿告诉任何人，工作人员也不会索要。`,
    es: ({ code }) =>
      `Su código de Sello es ${code}. Vale 5 minutos. No se lo dé a nadie: nadie de la ciudad se lo pedirá.`,
    en: ({ code }) =>
      `Your Sello code is ${code}. It is good for 5 minutes. Tell it to nobody: no officer will ask for it.`,
  },
  "passkey.added": {
    zh: ({ goodFrom }) =>
      `您的 Sello 账户新增了一个通行密钥，${goodFrom} 起可用于证件副本。如非本人操作，请登录并删除，或前往服务窗口。`,
    es: ({ goodFrom }) =>
      `Se añadió una clave de acceso a su cuenta de Sello. Servirá para copias de documentos desde ${goodFrom}. Si no fue usted, entre y bórrela, o acuda a una oficina.`,
    en: ({ goodFrom }) =>
      `A passkey was added to your Sello account. It will be good for copies of documents from ${goodFrom}. If it was not you, sign in and remove it, or come to an office.`,
  },
  "phone.changed": {
    zh: () => "您在登记信息中的手机号码已变更，此号码将不再收到验证码。如有疑问，请联系登记机关。",
    es: () =>
      "El registro tiene ahora otro teléfono suyo; este ya no recibirá códigos. Si no lo pidió, acuda a la oficina del registro.",
    en: () =>
      "The register has another phone for you now; this one gets no more codes. If you did not ask for that, come to the register's office.",
  },
  "devices.ended": {
    zh: () =>
      "经两名工作人员确认，您的设备已退出 Sello 账户，设备上的证件副本已作废，用它们分享的链接不能再打开。如非本人申请，请立即前往服务窗口。",
    es: () =>
      "Dos funcionarios han confirmado que sus dispositivos salen de su cuenta de Sello; las copias que guardaban ya no valen y los enlaces compartidos desde ellos ya no se abren. Si no lo pidió, acuda cuanto antes a una oficina.",
    en: () =>
      "Two officers confirmed that your devices leave your Sello account; the copies on them are void, and links shared from them do not open any more. If you did not ask for this, come to an office at once.",
  },
  "account.ended": {
    zh: () => "登记机关已登记您迁出本市，您的 Sello 账户已结束。如有疑问，请联系登记机关。",
    es: () =>
      "El registro ha anotado que deja la ciudad; su cuenta de Sello ha terminado. Si no es así, acuda a la oficina del registro.",
    en: () =>
      "The register has noted that you leave the city; your Sello account has ended. If this is wrong, come to the register's office.",
  },
  "desk.joined": {
    zh: () =>
      "工作人员已在窗口核验您的证件，并将一台设备关联到您的 Sello 账户。如非本人，请立即前往服务窗口。",
    es: () =>
      "En una ventanilla se comprobó su documento y se unió un dispositivo a su cuenta de Sello. Si no fue usted, acuda cuanto antes a una oficina.",
    en: () =>
      "At a desk your card was checked and a device was joined to your Sello account. If it was not you, come to an office at once.",
  },
};

/** The text of a message in one language: it names nobody. */
export const toMessageText = (
  kind: MessageKind,
  language: Language,
  values: MessageValues = {},
): string => texts[kind][language](values);
