import { kind } from "./kind.ts";

/** Of the parts that the service depends on. */
export const partProblems = {
  "database.unavailable": kind(
    503,
    "The database does not answer",
    "La base de datos no responde",
    "数据库没有响应",
  ),
  "database.session_closed": kind(
    503,
    "The connection to the database was lost",
    "La sesión con la base de datos terminó",
    "数据库会话已结束",
  ),
  "digests.stale": kind(
    503,
    "A secret of the service is being changed; try again",
    "Se está cambiando un secreto del servicio; inténtelo de nuevo",
    "服务的一个密钥正在更换，请重试",
  ),
  "audit.unknown_place": kind(
    404,
    "The audit has no such line",
    "El registro de auditoría no tiene esa línea",
    "审计记录中没有该行",
  ),
  "audit.early_lines": kind(
    404,
    "The export has to begin later: lines of before cannot be shown in part",
    "La exportación debe empezar más adelante: las líneas antiguas no se pueden mostrar en parte",
    "导出须从更靠后的位置开始：早期记录不能部分显示",
  ),
  "signer.unavailable": kind(
    503,
    "The part that holds the keys does not answer",
    "La parte que guarda las claves no responde",
    "保管密钥的部分没有响应",
  ),
  "importer.unavailable": kind(
    503,
    "The part that reads files does not answer",
    "La parte que lee los archivos no responde",
    "读取文件的部分没有响应",
  ),
  "token.unavailable": kind(
    503,
    "The token that holds the keys does not answer",
    "El dispositivo que guarda las claves no responde",
    "保管密钥的设备没有响应",
  ),
  "chain.unavailable": kind(
    503,
    "The chain does not answer",
    "La cadena no responde",
    "区块链没有响应",
  ),
  "chain.closing": kind(
    503,
    "The network is moving to its next contracts",
    "La red está pasando a sus próximos contratos",
    "网络正在迁移到新的合约",
  ),
} as const;
