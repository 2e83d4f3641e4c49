import { type OperationName, operations, problemsOf } from "@sello/api";
import type { Language, LocalizedText } from "@sello/sdk";
import type {
  ContentObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  ResponseObject,
} from "../http/openapi/buildOpenApi.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";
import { type Schema, schemaView } from "./schemaView.ts";

const words = {
  title: { zh: "接口文档", es: "Documentación de la API", en: "API documentation" },
  lead: {
    zh: "由检查请求的同一份模式生成。机器可读版本：",
    es: "Sale de los mismos esquemas que comprueban las peticiones. Para programas: ",
    en: "Made from the same schemas that check the requests. For programs: ",
  },
  contents: { zh: "目录", es: "Contenido", en: "Contents" },
  open: { zh: "公开", es: "abierto", en: "open" },
  key: { zh: "密钥或会话，需要权限", es: "clave o sesión con", en: "key, or session, with" },
  session: { zh: "需要登录", es: "hay que iniciar sesión", en: "signed in" },
  parameters: { zh: "参数", es: "Parámetros", en: "Parameters" },
  required: { zh: "必填", es: "obligatorio", en: "required" },
  body: { zh: "请求体", es: "Cuerpo", en: "Body" },
  answers: { zh: "答复", es: "Respuestas", en: "Answers" },
  problems: { zh: "可能的问题", es: "Problemas posibles", en: "Problems" },
  try: { zh: "示例", es: "Ejemplo", en: "Example" },
  schemas: { zh: "数据结构", es: "Estructuras", en: "Schemas" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

type Listed = OperationObject & { readonly method: string; readonly path: string };

const operationsOf = (document: OpenApiDocument): Listed[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      ...operation,
      method,
      path,
    })),
  );

/** The OpenAPI document, readable: needs no script. */
export function docsPage(document: OpenApiDocument, language: Language): Page {
  const byTag = Map.groupBy(operationsOf(document), ({ tags }) => tags[0] ?? "");
  const schemas = Object.entries(document.components.schemas as Record<string, Schema>);
  return {
    language,
    title: `${words.title[language]} · Sello`,
    main: html`<div class="docs">
<nav class="contents" aria-label="${words.contents[language]}">
<ul>${[...byTag.keys()].map((tag) => html`<li><a href="#${toAnchor(tag)}">${tag}</a></li>`)}<li><a href="#schemas">${words.schemas[language]}</a></li></ul>
</nav>
<div>
<h1>${words.title[language]}</h1>
<p class="lead">${words.lead[language]}<a href="/openapi.json">/openapi.json</a></p>
${[...byTag].map(
  ([tag, ofTag]) => html`<section aria-labelledby="${toAnchor(tag)}">
<h2 id="${toAnchor(tag)}" lang="en">${tag}</h2>
${ofTag.map((operation) => operationView(operation, document, language))}
</section>`,
)}
<section aria-labelledby="schemas"><h2 id="schemas">${words.schemas[language]}</h2>
${schemas.map(
  ([name, schema]) =>
    html`<details id="schema-${name}"><summary><code>${name}</code></summary><div lang="en">${schemaView(schema)}</div></details>`,
)}
</section>
</div>
</div>`,
  };
}

const toAnchor = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

function operationView(operation: Listed, document: OpenApiDocument, language: Language): Html {
  const action = operation["x-action"];
  const problems = problemsOf(operations[operation.operationId as OperationName]);
  return html`<details class="operation" id="${operation.operationId}">
<summary><span class="method ${operation.method}">${operation.method.toUpperCase()}</span> <code class="path">${operation.path}</code> <span class="summary" lang="en">${operation.summary}</span></summary>
<p class="access">${action ? html`${words.key[language]} <code>${action}</code>` : (operation.security.length > 0 ? words.session : words.open)[language]}</p>
${operation.description ? html`<p lang="en">${operation.description}</p>` : null}
${parameterTable(operation.parameters ?? [], language)}
${operation.requestBody ? html`<h3>${words.body[language]}</h3>${contentView(operation.requestBody.content)}` : null}
<h3>${words.answers[language]}</h3>
${Object.entries(operation.responses)
  .filter(([, response]) => !isProblem(response))
  .map(
    ([status, response]) =>
      html`<div class="answer"><p><code>${status}</code> <span lang="en">${response.description}</span></p>${contentView(response.content ?? {})}</div>`,
  )}
<h3>${words.problems[language]}</h3>
<dl class="members">${[...problems].map(
    ([status, codes]) =>
      html`<div><dt><code>${status}</code></dt><dd><ul class="codes">${codes.map((code) => html`<li><a href="/problems/${code}?lang=${language}"><code>${code}</code></a></li>`)}</ul></dd></div>`,
  )}</dl>
<h3>${words.try[language]}</h3>
<pre tabindex="0"><code>${toCurl(operation, document)}</code></pre>
</details>`;
}

/** A status with which nothing but a problem is answered. */
const isProblem = ({ content = {} }: ResponseObject): boolean => {
  const types = Object.keys(content);
  return types.length === 1 && types[0] === "application/problem+json";
};

function parameterTable(parameters: readonly ParameterObject[], language: Language): Html | null {
  if (parameters.length === 0) return null;
  return html`<h3>${words.parameters[language]}</h3><dl class="members" lang="en">${parameters.map(
    ({ name, in: place, required, schema, content, description }) =>
      html`<div><dt><code>${name}</code> <span class="hint">${place}${required ? `, ${words.required[language]}` : ""}</span></dt><dd>${schemaView({ ...(schema ?? content?.["application/json"]?.schema), ...(description ? { description } : {}) })}</dd></div>`,
  )}</dl>`;
}

const contentView = (content: ContentObject): Html[] =>
  Object.entries(content).map(
    ([mediaType, { schema }]) =>
      html`<div class="content" lang="en"><p class="hint">${mediaType}</p>${schema ? schemaView(schema) : null}</div>`,
  );

/** A command to try, with placeholders for what only the reader knows. */
function toCurl(operation: Listed, document: OpenApiDocument): string {
  const mediaType = Object.keys(operation.requestBody?.content ?? {})[0];
  const needsKey = operation["x-action"] !== undefined;
  const idempotent = operation.parameters?.some(({ name }) => name === "idempotency-key");
  const parts = [
    `curl ${operation.method === "get" ? "" : `-X ${operation.method.toUpperCase()} `}${document.servers[0]?.url ?? ""}${operation.path}`,
    // Not among the arguments, which every account of the machine can read.
    needsKey ? "-H @authorization.txt" : null,
    idempotent ? '-H "Idempotency-Key: $(uuidgen)"' : null,
    mediaType ? `-H "Content-Type: ${mediaType}" --data-binary @file` : null,
  ];
  return parts.filter((part) => part !== null).join(" \\\n  ");
}
