import { kind } from "./kind.ts";

/** Of any request. */
export const requestProblems = {
  internal: kind(
    500,
    "Something failed on our side",
    "Algo falló de nuestro lado",
    "我们这边出了故障",
  ),
  "request.malformed": kind(
    400,
    "The request is not well-formed HTTP",
    "La petición no es HTTP bien formado",
    "请求不是格式正确的 HTTP",
  ),
  "request.malformed_json": kind(
    400,
    "The body is not well-formed JSON",
    "El cuerpo no es JSON bien formado",
    "请求体不是格式正确的 JSON",
  ),
  "request.malformed_path": kind(
    400,
    "The path is not well-formed",
    "La ruta no está bien formada",
    "路径格式不正确",
  ),
  "request.malformed_parameter": kind(
    400,
    "A query parameter is not text",
    "Un parámetro de la consulta no es texto",
    "查询参数不是文本",
  ),
  "request.malformed_text": kind(
    400,
    "A text contains a character that is not valid",
    "Un texto contiene un carácter que no lo es",
    "文本含有无效字符",
  ),
  "request.repeated_parameter": kind(
    400,
    "A query parameter is given twice",
    "Un parámetro de la consulta está repetido",
    "查询参数重复",
  ),
  "request.long_parameter": kind(
    400,
    "A query parameter is too long",
    "Un parámetro de la consulta es demasiado largo",
    "查询参数过长",
  ),
  "request.aborted": kind(
    400,
    "The connection closed before the whole body arrived",
    "El cliente se fue antes de enviar el cuerpo",
    "客户端在发送完之前断开",
  ),
  "request.slow": kind(
    408,
    "The request came too slowly",
    "La petición llegó demasiado despacio",
    "请求发送过慢",
  ),
  "request.too_large": kind(
    413,
    "The body is too large",
    "El cuerpo es demasiado grande",
    "请求体过大",
  ),
  "request.header_too_large": kind(
    431,
    "The header is too large",
    "La cabecera es demasiado grande",
    "请求头过大",
  ),
  "connections.share": kind(
    429,
    "This address holds its share of connections",
    "Esta dirección ya tiene abiertas todas las conexiones que le corresponden",
    "该地址的连接数已达上限",
  ),
  "request.media_type": kind(
    415,
    "This media type is not accepted here",
    "El cuerpo es de un tipo que aquí no se acepta",
    "此处不接受该类型的请求体",
  ),
  "request.content_encoding": kind(
    415,
    "The body must not be compressed",
    "El cuerpo no debe venir comprimido",
    "请求体不得压缩",
  ),
  "request.invalid": kind(
    422,
    "The request does not have the required form",
    "La petición no tiene la forma pedida",
    "请求不符合要求的格式",
  ),
  "route.unknown": kind(
    404,
    "There is nothing at this address",
    "Aquí no hay nada",
    "此处没有内容",
  ),
  "route.method": kind(
    405,
    "This method is not allowed here",
    "Eso no se puede hacer aquí",
    "此处不支持该操作",
  ),
  "rate.limited": kind(429, "Too many requests", "Demasiadas peticiones", "请求过多"),
  "events.share": kind(
    429,
    "This caller has too many event streams open",
    "Este cliente tiene demasiados flujos de eventos abiertos",
    "该客户端打开的事件流过多",
  ),
  "events.too_many": kind(
    503,
    "Too many event streams are open",
    "Hay demasiados flujos de eventos abiertos",
    "打开的事件流过多",
  ),
  "page.cursor": kind(422, "The page marker is not valid", "La página no existe", "该分页不存在"),
  "policy.invalid": kind(
    422,
    "The policy does not have the required form",
    "La política no tiene la forma pedida",
    "策略不符合要求的格式",
  ),
} as const;
