import type { TextTable } from "./TextTable.ts";

/** Palabras sencillas para cada código. */
export const es: TextTable = {
  "verdict.valid": "Este documento es válido.",
  "verdict.valid-with-unknown":
    "Este documento es válido hasta donde se pudo comprobar: {count} comprobaciones no fueron posibles y usted lo permitió.",
  "verdict.valid-as-of":
    "Este documento era válido a fecha de {time}; desde entonces no se ha actualizado si fue revocado.",
  "verdict.invalid": "Este documento no es válido.",
  "verdict.unknown": "No podemos saber si este documento es válido.",
  "well-formed.ok": "El documento se puede leer.",
  "well-formed.malformed": "Esto no es un documento que podamos leer.",
  "well-formed.damaged": "El archivo se dañó por el camino. Pídalo otra vez.",
  "well-formed.old-type": "El documento usa una forma antigua que usted no acepta.",
  "trust-list.ok": "La lista de autoridades de confianza es auténtica y vigente (del {time}).",
  "trust-list.missing": "No hay lista de autoridades de confianza con la que comprobar.",
  "trust-list.not-verified":
    "Nadie ha comprobado que la lista de autoridades de confianza sea auténtica.",
  "trust-list.not-yet": "La lista de autoridades de confianza es del futuro. Revise su reloj.",
  "trust-list.expired":
    "La lista de autoridades de confianza es demasiado antigua (acabó el {time}). Obtenga una nueva.",
  "issuer-known.ok": "Emitido por {authority}.",
  "issuer-known.unknown-authority": "Ninguna autoridad que conozcamos emitió este documento.",
  "issuer-known.no-trust-list": "Sin la lista de autoridades no podemos saber quién lo emitió.",
  "issuer-known.not-at-hand": "No tenemos lo que la lista de autoridades dice de quien lo emitió.",
  "issuer-known.newer-than-list":
    "La lista de autoridades no tiene a quien lo emitió, pero es más antigua que el documento.",
  "signature.ok": "La firma de la autoridad es auténtica y nada se ha cambiado.",
  "signature.wrong": "La firma es incorrecta: el documento fue falsificado o cambiado.",
  "signature.unknown-key": "Está firmado con una clave que no es de {authority}.",
  "signature.newer-than-list":
    "Está firmado con una clave que la lista de autoridades no tiene de {authority}, pero la lista es más antigua que el documento.",
  "signature.no-issuer": "No podemos comprobar la firma de una autoridad que no conocemos.",
  "in-log.ok": "El documento está en el registro público desde el {time}.",
  "in-log.wrong": "El documento no está en el registro público, aunque su prueba lo diga.",
  "in-log.outside-term":
    "El registro dice que el documento se anotó el {time}, cuando ese registro no estaba en uso.",
  "in-log.in-the-future":
    "El registro dice que el documento se anotó el {time}, que aún no ha llegado.",
  "in-log.clock-behind":
    "El reloj de este dispositivo parece ir atrasado (el documento se anotó el {time}, aquí son las {now}).",
  "in-log.no-proof": "El documento vino sin prueba de estar en el registro público.",
  "checkpoint.ok":
    "{count} testigos independientes confirmaron el registro (se necesitan {quorum}).",
  "checkpoint.ok-without-witnesses":
    "El registro se confirmó a sí mismo; esta red no pide testigos.",
  "checkpoint.unknown-log":
    "La prueba es de un registro que nuestra lista de autoridades no tiene.",
  "checkpoint.contradicts-list":
    "La prueba muestra otro registro que el que conoce la lista de autoridades: es falsa.",
  "checkpoint.not-signed": "El registro no firmó esta prueba.",
  "checkpoint.unknown-log-key":
    "El registro firmó esta prueba con una clave que nuestra lista de autoridades no tiene.",
  "checkpoint.key-ended":
    "La clave del registro que firmó esta prueba ya no está en uso y no vale para ella.",
  "checkpoint.forged-signature": "Una firma de la prueba es falsa.",
  "checkpoint.too-few-witnesses": "Solo {count} de {quorum} testigos confirmaron el registro.",
  "checkpoint.too-few-post-quantum":
    "Solo {count} de {quorum} testigos confirmaron el registro de un modo que resiste a los ordenadores cuánticos.",
  "checkpoint.unknown-witnesses":
    "{count} de {quorum} testigos que conocemos confirmaron el registro; otros lo hicieron que nuestra lista de autoridades no tiene.",
  "checkpoint.ended-witnesses":
    "{count} de {quorum} testigos confirmaron el registro; otros lo hicieron cuando no estaban en funciones.",
  "checkpoint.unknown-quorum":
    "{count} de {quorum} testigos confirmaron el registro, según una lista de autoridades más antigua que la prueba.",
  "checkpoint.not-proven":
    "Las claves que firmaron esta prueba ya no están en uso, y el registro no mostró que la prueba sea parte de él.",
  "checkpoint.clock-behind":
    "El reloj de este dispositivo parece ir atrasado (el registro se confirmó el {time}, aquí son las {now}).",
  "checkpoint.no-proof": "El documento vino sin prueba del registro.",
  "checkpoint.no-trust-list": "Sin la lista de autoridades no podemos comprobar el registro.",
  "key-current.ok": "La clave de la autoridad estaba en uso cuando se registró el documento.",
  "key-current.not-current":
    "La clave de la autoridad no estaba en uso cuando se registró el documento.",
  "key-current.distrusted":
    "La clave de la autoridad no es de confianza desde el {time}, y el documento se anotó después.",
  "key-current.newer-than-list":
    "Según nuestra lista de autoridades la clave no estaba en uso, pero la lista es más antigua que el documento.",
  "key-current.no-anchoring": "No sabemos cuándo se registró el documento.",
  "key-current.no-issuer": "No podemos comprobar la clave de una autoridad que no conocemos.",
  "authority-active.ok": "La autoridad estaba activa cuando se registró el documento.",
  "authority-active.not-active": "{authority} no estaba activa cuando se registró el documento.",
  "authority-active.newer-than-list":
    "Según nuestra lista de autoridades {authority} no estaba activa, pero la lista es más antigua que el documento.",
  "authority-active.not-at-hand":
    "No tenemos lo que la lista de autoridades dice de quienes están por encima del emisor.",
  "authority-active.no-anchoring": "No sabemos cuándo se registró el documento.",
  "authority-active.no-issuer": "No podemos comprobar una autoridad que no conocemos.",
  "accredited.ok": "La autoridad podía emitir esta clase de documento.",
  "accredited.not-accredited":
    "La autoridad no podía emitir esta clase de documento: a {authority} le faltaba el permiso.",
  "accredited.newer-than-list":
    "Según nuestra lista de autoridades {authority} no tenía permiso, pero la lista es más antigua que el documento.",
  "accredited.not-at-hand":
    "No tenemos lo que la lista de autoridades dice de quienes están por encima del emisor.",
  "accredited.no-anchoring": "No sabemos cuándo se registró el documento.",
  "accredited.no-issuer": "No podemos comprobar los permisos de una autoridad que no conocemos.",
  "validity-period.ok": "El documento está dentro de sus fechas.",
  "validity-period.expired": "El documento caducó el {end}.",
  "validity-period.not-yet": "El documento no vale antes del {time}.",
  "validity-period.clock-behind":
    "El reloj de este dispositivo parece ir atrasado (el documento se firmó el {time}, aquí son las {now}).",
  "validity-period.clock-ahead":
    "El reloj de este dispositivo parece ir adelantado (la lista de estados recién obtenida es del {time}, aquí son las {now}).",
  "status.ok": "Ni revocado ni suspendido, a fecha de {time}.",
  "status.not-refreshed":
    "Ni revocado ni suspendido a fecha de {time}; desde entonces no se ha actualizado.",
  "status.revoked": "Revocado por {authority} (se sabe desde el {time}). No volverá a ser válido.",
  "status.suspended": "Suspendido de momento por {authority} (a fecha de {time}).",
  "status.undefined-value": "La autoridad dio a este documento un estado que no conocemos.",
  "status.out-of-range": "La lista de estados de la autoridad no tiene este documento.",
  "status.missing": "No sabemos si fue revocado: no hay lista de estados a mano.",
  "status.too-old":
    "Lo que sabemos sobre revocaciones es demasiado antiguo (del {time}). Actualícelo.",
  "status.not-trusted":
    "La lista de estados a mano no es auténtica; no sabemos si el documento fue revocado.",
  "status.forged": "El estado que vino con el documento es falso.",
  "status.no-issuer": "No podemos comprobar la lista de estados de una autoridad que no conocemos.",
  "key-binding.ok": "Quien muestra el documento tiene su clave.",
  "key-binding.ok-for-anybody":
    "Lo preparó quien tiene su clave, pero no se pidió para quién: no se comprobó quién lo muestra aquí.",
  "key-binding.not-asked": "Nadie pidió prueba de que el documento sea de esa persona.",
  "key-binding.missing": "Falta la prueba de que el documento es de esa persona.",
  "key-binding.no-holder-key": "El documento no está unido a la clave de nadie.",
  "key-binding.wrong-signature": "Lo mostró alguien que no tiene la clave del documento.",
  "key-binding.other-presentation": "La prueba de posesión se hizo para otra cosa.",
  "key-binding.too-old": "El documento se mostró hace demasiado tiempo. Pídalo otra vez.",
  "key-binding.in-the-future": "El documento se mostró en el futuro. Revise los relojes.",
  "key-binding.clock-ahead":
    "El reloj de este dispositivo parece ir adelantado (la lista de estados recién obtenida es del {time}, aquí son las {now}).",
  "audience.ok": "Se mostró a usted.",
  "audience.not-asked": "Nadie preguntó a quién se mostró.",
  "audience.other": "Se mostró a otra persona.",
  "audience.no-key-binding": "No dice a quién se mostró.",
  "nonce.ok": "Responde a su petición.",
  "nonce.not-asked": "Nadie preguntó a qué petición responde.",
  "nonce.other": "Responde a otra petición. Puede ser una copia.",
  "nonce.no-key-binding": "No dice a qué petición responde.",
  "claims.ok": "Lo que dice corresponde a esta clase de documento.",
  "claims.do-not-fit": "Lo que dice no corresponde a esta clase de documento.",
  "claims.other-type": "Esta no es la clase de documento que usted pidió.",
  "claims.unknown-type": "No conocemos esta clase de documento.",
  "claims.no-trust-list": "Sin la lista de autoridades no podemos comprobar lo que dice.",
  "claims.not-signed": "No hemos comprobado lo que dice, porque no lo firmó nadie que conozcamos.",
  "claims.too-large":
    "Dice más de lo que comprobamos de una vez; no hemos comprobado si corresponde.",
};
