import { kind } from "./kind.ts";

/** Of changes of keys, accounts, witnesses and secrets. */
export const turnoverProblems = {
  "turnover.unknown": kind(
    404,
    "There is no such turnover",
    "No existe ese relevo",
    "没有该更换任务",
  ),
  "turnover.kind_unknown": kind(
    404,
    "There is no such kind of turnover",
    "No existe esa clase de relevo",
    "没有该类更换任务",
  ),
  "turnover.under_way": kind(
    409,
    "Another turnover is under way that this one has to wait for",
    "Hay un relevo en curso al que este debe esperar",
    "须等待另一项正在进行的更换任务",
  ),
  "turnover.no_key": kind(
    409,
    "The authority has no signing key to follow",
    "El organismo no tiene clave de firma que relevar",
    "该机构没有可更换的签名密钥",
  ),
  "trust_signer.away": kind(
    503,
    "An office that signs trust lists does not answer",
    "No responde una oficina que firma las listas de confianza",
    "一个签署可信机构名单的机构没有响应",
  ),
  "turnover.unsound": kind(
    422,
    "What is to be changed does not fit what there is",
    "Lo que se quiere relevar no encaja con lo que hay",
    "要更换的内容与现状不符",
  ),
  "turnover.chain_unreachable": kind(
    409,
    "No node of the chain answers",
    "Ningún nodo de la cadena responde",
    "该区块链没有节点响应",
  ),
  "turnover.nothing_to_sign": kind(
    409,
    "The turnover asks for no signature now",
    "El relevo no pide ninguna firma ahora",
    "该更换任务目前无需签署",
  ),
  "turnover.other_operations": kind(
    422,
    "These are not the operations that the turnover asks for",
    "No son las operaciones que pide el relevo",
    "所签操作与更换任务要求的不符",
  ),
} as const;
