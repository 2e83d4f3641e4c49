import type { EmbedWords } from "./EmbedWords.ts";

export const es: EmbedWords = {
  start: "Mostrar una prueba",
  making: "Un momento…",
  scan: "Escanee este código con el teléfono, o abra el enlace en este dispositivo.",
  code: "Código de la solicitud",
  link: "Abrir la solicitud",
  waiting: "Esperando su respuesta…",
  checking: "Comprobando su respuesta…",
  done: "Gracias. Su respuesta se ha comprobado.",
  invalid: "El documento de su respuesta no vale. No se ha usado nada de él.",
  unknown: "No se pudo saber si el documento vale. Inténtelo de nuevo.",
  other: "Su respuesta no muestra lo que se pidió. No se ha usado nada de ella.",
  over: "Pasaron diez minutos sin respuesta.",
  unreachable: "El servicio no responde. Compruebe la conexión.",
  failed: "Esta página pide algo que no se puede pedir. Avise a quien la lleva.",
  cancel: "Cancelar",
  again: "Intentarlo de nuevo",
};
