import type { ShareWords } from "./ShareWords.ts";

export const es: ShareWords = {
  looking: "Buscando el documento…",
  offered:
    "Alguien le muestra un documento con este enlace. Está cifrado: solo este enlace lo abre, y su clave no se envía a nadie.",
  once: "Solo se puede abrir una vez. Ábralo cuando esté listo para verlo.",
  open: "Abrir el documento",
  opening: "Abriendo…",
  shared: "Lo que se dijo de este enlace",
  audience: "Para quién es",
  nobody: "Para nadie en concreto: puede abrirlo cualquiera que tenga el enlace.",
  promise:
    "Es una promesa, no una prueba: nada demuestra quién abrió el enlace ni si alguien lo reenvió. Si quiere una prueba hecha solo para usted, pídala en la página de verificación.",
  until: "Se abre hasta",
  openedOnce: "Se acaba de abrir, por única vez. El enlace ya no abre nada.",
  again: "Intentar otra vez",
  cut: "Falta una parte del enlace.",
  cutNext:
    "Ábralo de nuevo desde el mensaje en que lo recibió, o cópielo entero, con lo que va detrás de #.",
  otherKey: "La clave del enlace no corresponde.",
  otherKeyNext:
    "El enlace se cambió o se cortó por el camino. Cópielo entero otra vez; si no sirve, pida que se lo envíen de nuevo.",
  altered: "Esto no es lo que se envió: se modificó donde estaba guardado.",
  alteredNext: "No se fíe de ello. Avise a quien se lo envió y pida otro enlace.",
  ended: "Quien lo envió ha anulado este enlace.",
  endedNext: "Si todavía necesita ver el documento, pida otro enlace.",
  expired: "Ha terminado el plazo para abrir este enlace.",
  expiredNext: "Pida otro enlace a quien se lo envió.",
  used: "Este enlace ya se abrió las veces permitidas.",
  usedNext:
    "Si no fue usted, avise a quien se lo envió: otra persona ha visto el documento. Pida otro enlace.",
  unknown: "En este enlace no hay nada, o ya no lo hay.",
  unknownNext: "Compárelo con el mensaje en que lo recibió, o pida otro enlace.",
  unreadable: "Esta página no sabe leer lo que hay en el enlace.",
  unreadableNext: "Recargue la página para tener su última versión.",
  busy: "Se han abierto demasiados enlaces desde esta red.",
  busyNext: "Espere cinco minutos e inténtelo otra vez.",
  unreachable: "El servicio no responde.",
  unreachableNext: "Compruebe la red e inténtelo otra vez.",
};
