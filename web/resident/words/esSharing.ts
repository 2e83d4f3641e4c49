import type { Words } from "./Words.ts";

export const esSharing: Words["sharing"] = {
  section: "Compartido",
  share: "Enseñarlo a alguien",
  title: "Enseñar: {title}",
  notValid: "Solo se puede enseñar un documento que sea válido.",
  keepFirst:
    "Antes, este equipo necesita copias propias: la clave de cada una se crea aquí y no sale del equipo.",
  again:
    "No se pueden hacer más copias de este documento, así que se enseña otra vez una ya usada. Dos personas que comparen lo que recibieron podrían ver que viene de la misma persona.",
  among:
    "Si dos personas comparan las copias que recibieron, su lugar en el registro de la ciudad solo les dice: una de {count} personas.",
  alone:
    "Ningún documento de otra persona se anotó en el registro de la ciudad junto con sus copias. Dos personas que comparen las que recibieron podrían ver que ambas vienen de usted. Las copias hechas en un momento de más actividad se confunden entre más personas.",
  what: "¿Qué quiere enseñar?",
  over: "Tengo {years} años cumplidos",
  lives: "Vivo en {district}",
  more: "Elegir entre todo lo que dice",
  forWhom: "¿Para quién?",
  forWhomHint:
    "Por ejemplo: Banco Sol, para abrir una cuenta. Lo leerán. No es un candado: quien tenga el enlace puede abrirlo.",
  whatFor: "¿Para qué?",
  whatForHint: "Por ejemplo: para abrir una cuenta. Es para su recibo; ellos no lo ven.",
  purpose: "Para qué: {purpose}",
  until: "¿Hasta cuándo?",
  hour: "Una hora",
  day: "Un día",
  week: "Una semana",
  month: "30 días",
  once: "Se abre una sola vez",
  preview: "Lo que verán",
  choose: "Elija algo antes.",
  unseen: "No verán: {names}.",
  makeLink: "Crear un enlace",
  making: "Creándolo. Puede tardar un minuto…",
  saveFile: "Guardar como archivo",
  fileHint:
    "Un archivo sirve también sin red. Pero no podrá anularlo ni ver quién lo abre. Por una hora o un día, deja de valer después; por más tiempo, vale lo que valga el documento.",
  fileSaved: "El archivo está guardado. Déselo solo a quien deba verlo.",
  ready: "El enlace está listo",
  readyLead:
    "Envíelo solo a quien deba verlo. Se muestra aquí esta única vez: nadie más lo tiene, tampoco la ciudad.",
  link: "Enlace",
  copy: "Copiar",
  copied: "Copiado.",
  send: "Enviar…",
  code: "Código QR del enlace",
  manage: "Ver cuándo se abrió, o anularlo",
  listTitle: "Lo que he compartido",
  listLead: "Cada enlace se abre hasta que acaba su plazo o hasta que usted lo anula aquí.",
  empty: "Aún no ha compartido nada. Abra un documento y elija «Enseñarlo a alguien».",
  audience: "Para: {audience}",
  anybody: "Para quien tenga el enlace",
  endsAt: "Hasta el {time}",
  onceOnly: "se abre una sola vez",
  states: {
    open: "Se puede abrir",
    used: "Ya se abrió, su única vez",
    ended: "Anulado por usted",
    endedWithDevice: "Anulado con el equipo desde el que se compartió",
    expired: "Se acabó el plazo",
  },
  unopened: "Nadie lo ha abierto.",
  opened: "Veces abierto: {count}",
  openedAt: "{time}, con {browser}",
  end: "Anular",
  endTitle: "¿Anular este enlace?",
  endLead:
    "Desde ahora nadie podrá abrirlo. Quien lo abrió antes puede haber guardado lo que vio: puede pedirle que lo borre.",
  receipt: "Guardar el recibo",
  receiptSaved: "El recibo está guardado, con la prueba de que consta en el registro de la ciudad.",
  receiptEarly:
    "El recibo está guardado. Aún no consta en el registro de la ciudad: guárdelo otra vez dentro de un cuarto de hora para tener también la prueba.",
  handedTitle: "Archivos y respuestas",
  handedLead:
    "Solo este equipo sabe de ellos. Si quita lo que guarda, se pierden: guarde los recibos que necesite.",
  asFile: "Como archivo",
  asAnswer: "Como respuesta",
  forget: "Pedir que lo borren",
  message: "Mensaje para ellos",
  forgetText:
    "Buenos días. El {day} le enseñé esto de mi documento «{title}»: {claims}. Ya no lo necesita. Por favor, borre todo lo que haya guardado y avíseme cuando esté hecho. Gracias.",
  claims: "Muestra: {claims}",
  listSeparator: ", ",
  next: "Ver más",
  pasteTitle: "¿Alguien le pide algo?",
  pasteLead: "Escanee su código aquí o con la cámara del teléfono, o pegue su enlace.",
  scan: "Escanear su código",
  camera: {
    scanning: "Apunte la cámara al código.",
    closeCamera: "Cerrar la cámara",
    light: "Luz",
    cameraRefused:
      "No hay permiso para usar la cámara. Permítalo para esta página en los ajustes del navegador, o pegue su enlace.",
    cameraNone: "No hay cámara. Pegue su enlace.",
    cameraFailed: "La cámara no arranca: quizá la esté usando otro programa.",
  },
  pasteLabel: "Su enlace",
  paste: "Ver qué piden",
  pasteWrong: "Esto no es el enlace de una solicitud, o le falta una parte. Cópielo entero.",
  asksTitle: "Alguien le pide que enseñe algo",
  asker: "Quién lo pide, según sus propias palabras",
  askerHint:
    "No está registrado en la ciudad y nadie ha comprobado este nombre. Responda solo si sabe quién es.",
  registered: "Registrado en la ciudad",
  registeredHint:
    "Su firma es auténtica y la ciudad tiene su nombre, su sitio web y lo que puede pedir hasta el {day}. La ciudad no responde de lo que haga con su respuesta.",
  website: "Sitio web",
  beyond: "No registró que pediría esto.",
  beyondHint:
    "Pide más de lo que registró en la ciudad. Pregunte por qué antes de responder, o no responda.",
  asked: "Quieren saber",
  any: "sea cual sea",
  which: "Enseñarlo con",
  noneOfType: "No tiene ningún documento válido que responda a esto. No se ha enviado nada.",
  otherwise: "Su documento no dice eso, así que no puede mostrarlo: {titles}.",
  answer: "Enseñarlo",
  refuse: "No responder",
  refuseHint: "Si no responde, no se envía nada ni se avisa a nadie.",
  done: "Hecho. Ya lo ven en su pantalla.",
  doneHint:
    "La respuesta vale solo para ellos y solo esta vez. El servicio no puede leerla y la guarda diez minutos como mucho; por eso el recibo, en «Compartido», queda solo en este equipo.",
  refusals: {
    forged:
      "Esta solicitud no está firmada por quien dice ser. Alguien se hace pasar por él. No se enseñó nada.",
    late: "La firma de esta solicitud ya no vale. Pida un código nuevo.",
    ended:
      "Esta solicitud nombra a alguien que no está registrado en la ciudad, o que ya no lo está. No se enseñó nada.",
    cut: "Falta una parte del enlace. Escanee el código otra vez, o copie el enlace entero.",
    unknown: "Esa solicitud no existe, o ya pasaron sus diez minutos. Pida un código nuevo.",
    over: "Ya pasaron los diez minutos. No se enseñó nada. Pida un código nuevo.",
    taken:
      "Alguien ya respondió a esta solicitud. Su respuesta no se aceptó. Si no fue usted, pida un código nuevo.",
    altered:
      "Esto no es lo que decía el enlace: alguien puso otra solicitud en su lugar. No se enseñó nada. Pida un código nuevo.",
  },
};
