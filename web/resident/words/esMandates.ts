export const esMandates = {
  title: "Actuar por otras personas",
  lead: "Quien actúa por otra persona puede guardar y mostrar sus documentos. Cada copia dice en nombre de quién se muestra. Una oficina lo comprueba antes.",
  none: "Usted no actúa por nadie y nadie actúa por usted. Para empezar, acuda a una ventanilla de la Administración de Población con los documentos de identidad de ambas personas.",
  somebody: "otra persona",
  of: {
    delegate: "Usted actúa por {name}",
    principal: "{name} actúa por usted",
  },
  as: {
    parent: "como madre o padre",
    guardian: "como tutor legal",
    "power-of-attorney": "con un poder",
  },
  until: "Hasta el {day}",
  allTypes: "Todos los documentos",
  purpose: "Para: {purpose}",
  by: "Lo comprobó {office}",
  over: "Terminó el {day}",
  giveUp: "Dejar de actuar",
  giveUpTitle: "¿Dejar de actuar por {name}?",
  takeBack: "Retirar el poder",
  takeBackTitle: "¿Retirar el poder a {name}?",
  endLead:
    "Las copias que se hicieron dejan de valer en todos los dispositivos. Para volver a tenerlo, las dos personas acuden a una ventanilla.",
  byOffice: "Solo una oficina puede ponerle fin.",
  needPasskey: "Para ponerle fin, entre con huella o cara.",
  forWhom: "De {name}",
  notice:
    "Este documento es de {name}. Usted puede mostrarlo, {as}, hasta el {day}. Quien lo vea leerá su nombre, el nombre de {name} y que usted actúa {as}.",
  told: "Se avisa a {name} cuando se hacen copias para su dispositivo.",
  shownAs: "Cómo se muestra",
};
