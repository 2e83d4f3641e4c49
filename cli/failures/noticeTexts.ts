import type { FailureTexts } from "./FailureTexts.ts";

/** What is told while it runs, and when it ends. */
export const noticeTexts: FailureTexts = {
  "disk.low": ({ path, freeMib }) => ({
    zh: `注意：${path} 所在的磁盘只剩 ${freeMib} MiB。请尽快腾出空间；磁盘满了就不能再签发。`,
    es: `Atención: al disco de ${path} le quedan ${freeMib} MiB. Libere espacio pronto: con el disco lleno no se puede emitir.`,
    en: `Take care: the disk that holds ${path} has ${freeMib} MiB left. Free some space soon: on a full disk nothing can be issued.`,
  }),
  "disk.enough": ({ path, freeMib }) => ({
    zh: `${path} 所在的磁盘又有空间了（${freeMib} MiB）。`,
    es: `El disco de ${path} vuelve a tener sitio (${freeMib} MiB).`,
    en: `The disk that holds ${path} has room again (${freeMib} MiB).`,
  }),
  "database.back": () => ({
    zh: "数据库已恢复。",
    es: "La base de datos vuelve a funcionar.",
    en: "The database is back.",
  }),
  "service.ended": ({ code, log }) => ({
    zh: `服务已结束（${code}）。日志：${log}`,
    es: `El servicio terminó (${code}). Su registro: ${log}`,
    en: `The service ended (${code}). Its log: ${log}`,
  }),
};
