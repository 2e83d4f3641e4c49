import type { FailureTexts } from "./FailureTexts.ts";

/** What is said while it runs, and when it ends. */
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
  "database.elsewhere": ({ cluster, account }) => ({
    zh: `数据库的文件放在 ${cluster}，因为运行 PostgreSQL 的账户“${account}”进不了数据文件夹。./sello reset 会一并删除。`,
    es: `Los archivos de la base de datos están en ${cluster}: la cuenta «${account}», que ejecuta PostgreSQL, no puede entrar en la carpeta de datos. ./sello reset también los borra.`,
    en: `The database's files are in ${cluster}, for the account "${account}", which runs PostgreSQL, cannot enter the data folder. ./sello reset deletes them too.`,
  }),
  "database.back": () => ({
    zh: "数据库已恢复。",
    es: "La base de datos vuelve a funcionar.",
    en: "The database is back.",
  }),
  "chain.altered": ({ block }) => ({
    zh: `注意：本机有人从外部改动了内置区块链。Sello 没有采用这些改动，正在按自己的记录重建到第 ${block} 个区块；已经签发的内容不受影响。请查明是谁在用运行 Sello 的账户。`,
    es: `Atención: alguien de esta máquina cambió desde fuera la cadena incluida. Sello no ha tomado nada de ello y la reconstruye con su registro hasta el bloque ${block}; lo ya emitido sigue igual. Averigüe quién usa la cuenta que ejecuta Sello.`,
    en: `Take care: somebody on this machine changed the embedded chain from outside. Sello took nothing of it, and rebuilds the chain from its journal up to block ${block}; what was issued is as it was. Find out who else uses the account that runs Sello.`,
  }),
  "service.ended": ({ code, log }) => ({
    zh: `服务已结束（${code}）。日志：${log}`,
    es: `El servicio terminó (${code}). Su registro: ${log}`,
    en: `The service ended (${code}). Its log: ${log}`,
  }),
};
