import type { AskWords } from "./AskWords.ts";

export const es: AskWords = {
  loading: "Cargando lo que se puede pedir…",
  intro:
    "Elija lo que necesita saber. La otra persona lo ve en su teléfono, da su permiso y muestra solo eso. La respuesta se hace solo para usted, y solo esta página puede leerla.",
  name: "Quién lo pide",
  nameHint: "La otra persona verá este nombre. No está demostrado: dígaselo también.",
  nameMissing: "Diga antes quién lo pide.",
  questions: "Muéstreme que es así",
  choices: "Muéstreme",
  dontAsk: "no preguntar",
  anyValue: "sea cual sea",
  nothing: "Elija al menos una pregunta.",
  together: "Ningún documento responde a todo eso a la vez. Pregunte una cosa después de otra.",
  make: "Crear el código",
  scan: "La otra persona escanea este código con su teléfono, o abre el enlace.",
  code: "Código de su solicitud",
  link: "Enlace de su solicitud",
  waiting: "Esperando la respuesta…",
  over: "Nadie ha respondido en diez minutos. Cree un código nuevo.",
  cancel: "Preguntar otra cosa",
  answered: "Ha llegado la respuesta.",
  notAsked:
    "La respuesta muestra un documento auténtico, pero no lo que usted pidió. No lo tome por un sí. Pregunte otra vez.",
  unreadable: "Alguien respondió con algo que esta página no puede leer. Pregunte otra vez.",
  unreachable: "El servicio no responde. Compruebe la red e inténtelo otra vez.",
  again: "Intentar otra vez",
};
