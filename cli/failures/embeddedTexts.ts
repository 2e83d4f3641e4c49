import type { FailureTexts } from "./FailureTexts.ts";

/** The embedded database and chain. */
export const embeddedTexts: FailureTexts = {
  "database.account_missing": ({ account }) => ({
    zh: `PostgreSQL 不能以 root 身份运行，而本机没有账户“${account}”，也无法创建（useradd 或 adduser）。请以普通用户启动 Sello，或创建该账户，或用 SELLO_DATABASE_ACCOUNT 指定另一个普通账户。`,
    es: `PostgreSQL no puede ejecutarse como root, y esta máquina no tiene la cuenta «${account}» ni se ha podido crear (con useradd o adduser). Arranque Sello como usuario normal, cree esa cuenta, o indique otra sin privilegios con SELLO_DATABASE_ACCOUNT.`,
  }),
  "database.account_refused": ({ account }) => ({
    zh: `PostgreSQL 不能以 root 身份运行，而本系统不允许 root 切换到账户“${account}”。请以普通用户启动 Sello，或用 DATABASE_URL 指定您自己的 PostgreSQL。`,
    es: `PostgreSQL no puede ejecutarse como root, y este sistema no deja que root actúe como la cuenta «${account}». Arranque Sello como usuario normal, o indique un PostgreSQL propio con DATABASE_URL.`,
  }),
  "database.owner": ({ directory, uid }) => ({
    zh: `${directory} 中的数据库文件属于另一个账户（编号 ${uid}）。请用该账户启动 Sello；如果当初由 root 启动，请用 root。`,
    es: `Los archivos de la base de datos en ${directory} son de otra cuenta (número ${uid}). Arranque Sello con esa cuenta, o como root si root lo arrancó antes.`,
  }),
  "database.unreachable": ({ account, closed, home, reason }) => ({
    zh: `PostgreSQL 不能以 root 身份运行，而代为运行它的账户“${account}”进不了 ${closed}，它的文件也不能放在 ${home}：${reason}。请执行 chmod o+x ${closed}（其他人仍不能列出其内容），或用 SELLO_POSTGRES_HOME 指定存放位置，或以普通用户启动 Sello。`,
    es: `PostgreSQL no puede ejecutarse como root, y la cuenta «${account}», que lo ejecuta, no puede entrar en ${closed}; sus archivos tampoco pueden estar en ${home}: ${reason}. Déjela pasar con chmod o+x ${closed} (los demás siguen sin poder listarla), indique otra carpeta con SELLO_POSTGRES_HOME, o arranque Sello como usuario normal.`,
  }),
  "database.place_missing": ({ cluster, file }) => ({
    zh: `根据 ${file}，数据库位于 ${cluster}，但那里没有。该文件夹是从另一台机器复制来的吗？请在那边用 ./sello backup，在这边用 ./sello restore。`,
    es: `Según ${file}, la base de datos está en ${cluster}, pero no está allí. ¿Se copió la carpeta de otra máquina? Use ./sello backup allí y ./sello restore aquí.`,
  }),
  "database.programs_missing": ({ machine }) => ({
    zh: `已安装的软件包中没有适用于本机（${machine}）的 PostgreSQL。请删除 node_modules 后重新启动，或用 DATABASE_URL 指定您自己的 PostgreSQL。`,
    es: `Entre los paquetes instalados no hay PostgreSQL para esta máquina (${machine}). Borre node_modules y arranque de nuevo, o indique un PostgreSQL propio con DATABASE_URL.`,
  }),
  "database.programs_broken": ({ program, reason }) => ({
    zh: `内置的 PostgreSQL 无法运行：${program}：${reason}。如果磁盘以 noexec 挂载或文件夹名含特殊字符，请把 Sello 移到别处；否则请删除 node_modules 后重新启动；或用 DATABASE_URL 指定您自己的 PostgreSQL。`,
    es: `El PostgreSQL incluido no se puede ejecutar: ${program}: ${reason}. Si el disco está montado con noexec o el nombre de la carpeta tiene caracteres especiales, mueva Sello a otro sitio; si no, borre node_modules y arranque de nuevo; o indique un PostgreSQL propio con DATABASE_URL.`,
  }),
  "database.other_version": ({ cluster, found, ours }) => ({
    zh: `${cluster} 中的数据库是 PostgreSQL ${found} 的，而本版 Sello 自带 ${ours}；未作任何改动。请用创建它的 Sello 启动；或在那边用 ./sello backup，在这边用 ./sello restore。`,
    es: `La base de datos de ${cluster} es de PostgreSQL ${found}, y este Sello trae ${ours}. No se ha cambiado nada. Use el Sello que la creó; o haga ./sello backup con aquel y ./sello restore con este.`,
  }),
  "database.no_roles": ({ role }) => ({
    zh: `DATABASE_URL 的账户无权创建角色 ${role}。请授予它 CREATEROLE，或用 SELLO_API_DATABASE_URL 指定另一账户的登录；该账户无需任何权限，所需权限在启动时授予。`,
    es: `La cuenta de DATABASE_URL no puede crear el rol ${role}. Dele CREATEROLE, o indique en SELLO_API_DATABASE_URL el acceso de otra cuenta; no necesita permisos: se le dan al arrancar.`,
  }),
  "database.not_started": ({ reason, log }) => ({
    zh: `内置数据库没有启动：${reason} 日志：${log}`,
    es: `La base de datos incluida no arrancó: ${reason} Su registro: ${log}`,
  }),
  "chain.not_started": ({ reason }) => ({
    zh: `内置区块链没有启动：${reason}。请重新启动，或用 LEDGER_RPC_URL 指定您自己的区块链。`,
    es: `La cadena incluida no arrancó: ${reason}. Arranque de nuevo, o indique una cadena propia con LEDGER_RPC_URL.`,
  }),
  "chain.no_address": ({ chainId }) => ({
    zh: `网络位于区块链 ${chainId}，但这里没有它的节点地址。请用 LEDGER_RPC_URL 和 LEDGER_CHAIN_ID=${chainId} 指定一个节点。`,
    es: `La red está en la cadena ${chainId} y aquí no se conoce ningún nodo suyo. Indique uno con LEDGER_RPC_URL y LEDGER_CHAIN_ID=${chainId}.`,
  }),
  "witnesses.not_started": ({ reason }) => ({
    zh: `见证节点没有启动：${reason}`,
    es: `Los testigos no arrancaron: ${reason}`,
  }),
  "trust_signers.not_started": () => ({
    zh: "签署信任列表的机构没有启动；原因见日志。",
    es: "Una de las oficinas que firman las listas de confianza no arrancó; el registro dice por qué.",
  }),
};
