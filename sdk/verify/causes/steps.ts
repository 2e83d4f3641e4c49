import type { LocalizedText } from "../../LocalizedText.ts";
import type { Move } from "./Cause.ts";

/** What is to be done next, and by whom. `{issuer}` is replaced by the authority's name. */
export interface Step {
  readonly move: Move;
  /** For the one whose move it is. */
  readonly next: LocalizedText;
  /** For the holder, where the move is another's. */
  readonly holder?: LocalizedText;
}

const nothingForHolder: LocalizedText = {
  zh: "您无需处理，可请核验方更新后重试；如仍不行，请联系{issuer}。",
  es: "Usted no tiene que hacer nada: quien comprueba debe actualizar sus datos y repetir. Si no basta, pregunte a {issuer}.",
  en: "You need not do anything: the person who checks must update and try again. If that does not help, ask {issuer}.",
};

const holderSteps = {
  sendAgain: {
    move: "holder",
    next: {
      zh: "请重新发送原始文件：以文件形式发送，不要复制其中的文字，也不要用别的程序打开后另存。若原件已丢失，请向{issuer}重新索取。",
      es: "Envíe otra vez el archivo original, como archivo: no copie su texto ni lo guarde con otro programa. Si ya no lo tiene, pídalo a {issuer}.",
      en: "Send the original file again, as a file: do not copy its text or save it with another program. If you no longer have it, ask {issuer}.",
    },
  },
  fetchAgain: {
    move: "holder",
    next: {
      zh: "请不要再使用这一份；请向{issuer}重新领取证件。",
      es: "No use más esta copia. Pida el documento otra vez a {issuer}.",
      en: "Do not use this copy any more. Get the document again from {issuer}.",
    },
  },
  askGiver: {
    move: "holder",
    next: {
      zh: "名单中没有签发此证件的机构。请询问是谁给您的，并到市政务服务中心核实。",
      es: "La entidad que lo emitió no está en la lista. Pregunte a quien se lo dio, y consulte en el centro de servicios de la ciudad.",
      en: "The list does not have the body that issued it. Ask the person who gave it to you, and check with the city's service centre.",
    },
  },
  addProof: {
    move: "holder",
    next: {
      zh: "请从{issuer}重新取得带证明的 .sello 文件；新签发的证件几秒钟后即有证明。",
      es: "Pida a {issuer} el archivo .sello con su prueba; un documento nuevo la tiene a los pocos segundos.",
      en: "Get the .sello file with its proof from {issuer}. A new document has one after a few seconds.",
    },
  },
  addPostQuantum: {
    move: "holder",
    next: {
      zh: "请从{issuer}重新取得含抗量子见证签名的文件。",
      es: "Pida a {issuer} el archivo con las firmas de testigos que resisten a los ordenadores cuánticos.",
      en: "Get the file again from {issuer}, with the witnesses' post-quantum signatures.",
    },
  },
  renew: {
    move: "holder",
    next: {
      zh: "请到{issuer}办理换证。",
      es: "Pida a {issuer} que lo renueve.",
      en: "Ask {issuer} to renew it.",
    },
  },
  waitForStart: {
    move: "holder",
    next: {
      zh: "请在生效后再出示；如日期有误，请联系{issuer}。",
      es: "Muéstrelo cuando haya empezado a valer. Si la fecha es errónea, pregunte a {issuer}.",
      en: "Show it again once it has begun. If the date is wrong, ask {issuer}.",
    },
  },
  askForNew: {
    move: "holder",
    next: {
      zh: "此证件不会再恢复。如已换发新证件，请出示新的；否则请向{issuer}了解原因并申请新证件。",
      es: "No volverá a valer. Si ya tiene uno más nuevo, muestre ese; si no, pregunte a {issuer} el motivo y pida uno nuevo.",
      en: "It will not become valid again. If you have a newer one, show that; if not, ask {issuer} why, and for a new one.",
    },
  },
  askWhySuspended: {
    move: "holder",
    next: {
      zh: "请向{issuer}了解暂停原因以及何时恢复。",
      es: "Pregunte a {issuer} por qué está suspendido y cuándo volverá a valer.",
      en: "Ask {issuer} why it is suspended and when it will be valid again.",
    },
  },
  showAgain: {
    move: "holder",
    next: {
      zh: "请用绑定此证件的设备，针对这次请求重新出示；设备已更换的，请到{issuer}补办。",
      es: "Muéstrelo otra vez para esta petición, con el dispositivo al que está unido. Si cambió de dispositivo, pida a {issuer} que lo reponga.",
      en: "Show it again for this request, from the device that it is bound to. If you have a new device, ask {issuer} to replace it.",
    },
  },
  bindToDevice: {
    move: "holder",
    next: {
      zh: "请到{issuer}换领绑定您设备的证件。",
      es: "Pida a {issuer} que lo reponga unido a su dispositivo.",
      en: "Ask {issuer} to replace it by one that is bound to your device.",
    },
  },
  showOther: {
    move: "holder",
    next: {
      zh: "请出示对方要求的那种证件。",
      es: "Muestre un documento de la clase que le piden.",
      en: "Show a document of the kind that was asked for.",
    },
  },
} as const satisfies Readonly<Record<string, Step>>;

const otherSteps = {
  issueAgain: {
    move: "issuer",
    next: {
      zh: "{issuer}须在具备相应权限和有效密钥的情况下重新签发，内容须符合该类证件的规定。",
      es: "{issuer} debe emitirlo de nuevo, con permiso y clave en vigor y con los datos que esa clase de documento pide.",
      en: "{issuer} must issue it again, with a right and a key in force and with what this kind of document asks for.",
    },
    holder: {
      zh: "请要求{issuer}重新签发。",
      es: "Pida a {issuer} que lo emita de nuevo.",
      en: "Ask {issuer} to issue it again.",
    },
  },
  explainStatus: {
    move: "issuer",
    next: {
      zh: "{issuer}须说明该状态的含义；也请更新核验程序。",
      es: "{issuer} debe explicar ese estado; actualice también el programa con que comprueba.",
      en: "{issuer} must say what this status means. Update the program that checks, too.",
    },
    holder: {
      zh: "请向{issuer}询问证件的状态。",
      es: "Pregunte a {issuer} por el estado de su documento.",
      en: "Ask {issuer} about the status of your document.",
    },
  },
  getTrustList: {
    move: "verifier",
    next: {
      zh: "请联网取得最新的可信机构名单（./sello trust pin，或重新打开核验页面），然后重试。",
      es: "Obtenga por la red la lista de autoridades más reciente (./sello trust pin, o abra de nuevo la página) y repita.",
      en: "Get the newest list of trusted authorities over the network (./sello trust pin, or open the page again), then try again.",
    },
    holder: nothingForHolder,
  },
  getListAndProof: {
    move: "verifier",
    next: {
      zh: "请联网取得最新的可信机构名单后重试；如仍不行，请持证人几分钟后重新取得带证明的文件。",
      es: "Obtenga por la red la lista de autoridades más reciente y repita. Si sigue igual, el titular debe obtener el archivo con su prueba de nuevo dentro de unos minutos.",
      en: "Get the newest list of trusted authorities over the network and try again. If it stays so, the holder gets the file with its proof again in a few minutes.",
    },
    holder: nothingForHolder,
  },
  getStatus: {
    move: "verifier",
    next: {
      zh: "请联网更新吊销信息后重试。",
      es: "Conéctese a la red para actualizar lo que se sabe de revocaciones y repita.",
      en: "Go online to refresh what is known of revocations, then try again.",
    },
    holder: nothingForHolder,
  },
  setClock: {
    move: "verifier",
    next: {
      zh: "请校准本设备的时钟后重试。",
      es: "Ponga en hora el reloj de este dispositivo y repita.",
      en: "Set this device's clock, then try again.",
    },
    holder: {
      zh: "您无需处理：核验方的时钟不准。",
      es: "Usted no tiene que hacer nada: el reloj de quien comprueba no está en hora.",
      en: "You need not do anything: the clock of the person who checks is wrong.",
    },
  },
  setBothClocks: {
    move: "holder",
    next: {
      zh: "请校准两台设备的时钟，然后重新出示。",
      es: "Pongan en hora los dos dispositivos y muéstrelo otra vez.",
      en: "Set the clocks of both devices, then show it again.",
    },
  },
  awaitWitnesses: {
    move: "network",
    next: {
      zh: "日志的见证方须先确认日志；请过几分钟再取一次证明。",
      es: "Los testigos deben confirmar el registro; obtenga la prueba de nuevo dentro de unos minutos.",
      en: "The witnesses must confirm the log. Get the proof again in a few minutes.",
    },
    holder: {
      zh: "请过几分钟从{issuer}重新取得文件；如仍不行，请联系市政务服务中心。",
      es: "Pida el archivo otra vez a {issuer} dentro de unos minutos; si sigue igual, avise al centro de servicios de la ciudad.",
      en: "Get the file again from {issuer} in a few minutes. If it stays so, tell the city's service centre.",
    },
  },
} as const satisfies Readonly<Record<string, Step>>;

export const steps = { ...holderSteps, ...otherSteps };

export type StepName = keyof typeof steps;
