import type { FailureData, FailureText, FailureTexts } from "./FailureTexts.ts";

const port = ({ port: number, setting }: FailureData): FailureText =>
  setting === undefined || setting === "SELLO_PORT"
    ? {
        zh: `端口 ${number} 已被其他程序占用。请换一个端口：./sello up --port N（或设置 SELLO_PORT=N）。`,
        es: `El puerto ${number} lo ocupa otro programa. Elija otro: ./sello up --port N (o SELLO_PORT=N).`,
      }
    : {
        zh: `端口 ${number} 已被其他程序占用。请更改 ${setting}，或不设置它，由程序自选空闲端口。`,
        es: `El puerto ${number} lo ocupa otro programa. Cambie ${setting}, o quítelo para usar uno libre.`,
      };

const diskFull = ({ path, freeMib, neededMib }: FailureData): FailureText =>
  freeMib === undefined
    ? {
        zh: `${path} 所在的磁盘已满。请先腾出空间，然后重新启动；已经确认的内容都还在。`,
        es: `El disco de ${path} está lleno. Libere espacio y arranque de nuevo: lo confirmado se conserva.`,
      }
    : {
        zh: `${path} 所在的磁盘只剩 ${freeMib} MiB，首次启动需要 ${neededMib} MiB。请先腾出空间，或用 --data 指定另一块磁盘上的文件夹。`,
        es: `Al disco de ${path} le quedan ${freeMib} MiB y el primer arranque necesita ${neededMib}. Libere espacio o indique con --data una carpeta de otro disco.`,
      };

const inUse = ({ folder, pid }: FailureData): FailureText => ({
  zh: `Sello 已在 ${folder} 上运行${pid ? `（进程 ${pid}）` : ""}，未作任何改动。请先停止它，或用 --data 指定另一个文件夹。`,
  es: `Sello ya está en marcha con ${folder}${pid ? ` (proceso ${pid})` : ""}; no se ha tocado nada. Deténgalo antes, o indique otra carpeta con --data.`,
});

/** Settings, ports, disks and data folders. */
export const startTexts: FailureTexts = {
  "port.taken": port,
  "disk.full": diskFull,
  "data.in_use": inUse,
  "config.invalid": ({ reason }) => ({
    zh: `设置有误，无法启动：\n${reason}`,
    es: `La configuración no es válida:\n${reason}`,
  }),
  "port.denied": (d) => ({
    zh: `当前账户不能监听端口 ${d.port}（1024 以下的端口归系统使用）。请换一个：./sello up --port N。`,
    es: `Esta cuenta no puede escuchar en el puerto ${d.port}; los menores de 1024 son del sistema. Elija otro: ./sello up --port N.`,
  }),
  "host.unknown": (d) => ({
    zh: `${d.host} 不是本机的地址。请更改 SELLO_HOST，或不设置它（默认 127.0.0.1）。`,
    es: `${d.host} no es una dirección de esta máquina. Cambie SELLO_HOST, o quítelo para usar 127.0.0.1.`,
  }),
  "data.denied": ({ path }) => ({
    zh: `当前账户无权使用 ${path}。请用拥有它的账户启动，或用 --data 指定另一个文件夹。`,
    es: `Esta cuenta no puede usar ${path}. Arranque Sello con la cuenta que es su dueña, o indique otra carpeta con --data.`,
    en: `This account may not use ${path}. Start Sello as the account that owns it, or name another folder with --data.`,
  }),
  "data.read_only": ({ path }) => ({
    zh: `${path} 位于只读磁盘上。请用 --data 指定一个可写的文件夹。`,
    es: `${path} está en un disco de solo lectura. Indique con --data una carpeta en la que se pueda escribir.`,
    en: `${path} is on a disk that can only be read. Name a folder that can be written with --data.`,
  }),
  "data.not_a_folder": ({ path }) => ({
    zh: `${path} 不能作为文件夹使用：该处或其上级是一个文件。请移走该文件，或用 --data 指定另一个文件夹。`,
    es: `${path} no puede ser una carpeta: ahí, o en el camino, hay un archivo. Muévalo, o indique otra carpeta con --data.`,
    en: `${path} cannot be a folder, for a file is there or on the way. Move that file away, or name another folder with --data.`,
  }),
  "data.path_unusable": ({ path }) => ({
    zh: `数据文件夹的名称 ${path} 含有换行或其他控制字符。请用 --data 指定另一个文件夹。`,
    es: `El nombre de la carpeta de datos ${path} contiene un salto de línea u otro carácter de control. Indique otra con --data.`,
  }),
  "data.lock_failed": ({ file, reason }) => ({
    zh: `无法锁定 ${file}：${reason}。请用 --data 把数据放在支持文件锁的磁盘上，例如本地磁盘。`,
    es: `No se puede bloquear ${file}: ${reason}. Ponga los datos con --data en un sistema de archivos con bloqueos, como un disco local.`,
  }),
  "data.damaged": ({ file }) => ({
    zh: `文件 ${file} 是空的或已损坏，没有它无法继续。请从备份中取回；如果没有备份，只能用 ./sello reset 重新开始。`,
    es: `El archivo ${file} está vacío o dañado y sin él no se puede seguir. Recupérelo de una copia; si no la hay, ./sello reset empieza de cero.`,
  }),
  "data.newer": ({ migration }) => ({
    zh: `这些数据由更新版本的 Sello 创建（数据库中有本版本不认识的“${migration}”），未作任何改动。请用新版本启动，或用 --data 使用其他数据。`,
    es: `Estos datos los creó una versión más nueva de Sello: su base de datos tiene «${migration}», que esta no conoce. No se ha cambiado nada. Arranque con la versión nueva, o use otros datos (--data CARPETA).`,
  }),
  "chain.other_contracts": () => ({
    zh: "这些数据使用的是另一版本 Sello 的智能合约，本版本无法使用，未作任何改动。请用创建它的版本启动；或用 --data 使用其他数据，或用 ./sello reset 重新开始。",
    es: "Estos datos se crearon con los contratos de otra versión de Sello, que esta no puede usar. No se ha cambiado nada. Arranque con la versión que los creó; o use otros datos (--data CARPETA), o empiece de cero con ./sello reset.",
  }),
  "data.copied": ({ folder }) => ({
    zh: `这个数据文件夹是 ${folder} 的副本，两者指向同一个数据库。请用 ./sello backup 和 ./sello restore 复制数据；或删除不再需要的那一个。`,
    es: `Esta carpeta de datos es una copia de ${folder} y su base de datos es la de aquella. Para copiar use ./sello backup y ./sello restore; o borre la que ya no necesite.`,
  }),
};
