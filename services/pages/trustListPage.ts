import type { Authority, Language, LocalizedText, TrustHead, TrustList } from "@sello/sdk";
import { formatVerifierKey, isPostQuantum, parseVerifierKey } from "@sello/sdk/log";
import {
  isWithin,
  lastDeployment,
  presentLogKeys,
  presentQuorum,
  presentSigners,
  presentWitnesses,
} from "@sello/sdk/trust";
import { toSeconds } from "../platform/Clock.ts";
import { limits } from "../platform/limits.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";
import type { PageParts } from "./PageParts.ts";
import { timeView } from "./timeView.ts";

const words = {
  title: { zh: "可信机构名单", es: "Lista de confianza", en: "Trust list" },
  lead: {
    zh: "验证者固定保存的就是这份名单：谁可以签发什么，日志、见证人和合约是哪些。它经过签名并编号；新名单须由旧名单所列的足够签名人签署，才会被接受。",
    es: "Esto es lo que fija quien verifica: quién puede emitir qué, y cuáles son el registro, los testigos y los contratos. Va firmada y numerada; una nueva solo se acepta si la firman bastantes de los firmantes que nombra la anterior.",
    en: "This is what a verifier pins: who may issue what, and which log, witnesses and contracts count. It is signed and numbered; a new one is accepted only when enough of the signers that the old one names have signed it.",
  },
  version: { zh: "版本", es: "Versión", en: "Version" },
  before: { zh: "上一版", es: "la anterior", en: "the one before" },
  network: { zh: "网络", es: "Red", en: "Network" },
  issued: { zh: "签发于", es: "Emitida", en: "Issued" },
  until: { zh: "有效至", es: "Válida hasta", en: "Valid until" },
  over: { zh: "已过期", es: "caducada", en: "expired" },
  signatures: { zh: "签名", es: "Firmas", en: "Signatures" },
  note: { zh: "签名原文", es: "La nota firmada", en: "The signed note" },
  signers: { zh: "名单签名人", es: "Firmantes de la lista", en: "Signers of the list" },
  signersHint: {
    zh: "请与本市在别处公布的密钥比对。下一版至少须有这么多人签署：",
    es: "Compare estas claves con las que la ciudad publica en otros sitios. Firmas que necesita la próxima lista: ",
    en: "Compare these keys with what the city publishes elsewhere. Signatures that the next list needs: ",
  },
  log: { zh: "日志", es: "Registro", en: "Log" },
  origin: { zh: "名称", es: "Nombre", en: "Origin" },
  key: { zh: "密钥", es: "Clave", en: "Key" },
  witnesses: { zh: "见证人", es: "Testigos", en: "Witnesses" },
  postQuantumKey: { zh: "抗量子密钥", es: "Clave poscuántica", en: "Post-quantum key" },
  witnessesHint: {
    zh: "每个检查点至少须有这么多见证人联署：",
    es: "Testigos que deben firmar cada punto de control: ",
    en: "Witnesses that must cosign each checkpoint: ",
  },
  of: { zh: "／", es: "de", en: "of" },
  none: { zh: "无", es: "ninguno", en: "none" },
  chain: { zh: "链与合约", es: "Cadena y contratos", en: "Chain and contracts" },
  chainId: { zh: "链编号", es: "Identificador", en: "Chain id" },
  registry: { zh: "机构登记", es: "Autoridades", en: "Authorities" },
  statusLists: { zh: "状态列表", es: "Listas de estados", en: "Status lists" },
  issuers: { zh: "签发机构", es: "Quién emite", en: "Who issues" },
  everyone: { zh: "全部机构", es: "Todas las autoridades", en: "All authorities" },
  types: { zh: "证件类型", es: "Tipos de documento", en: "Document types" },
  pin: { zh: "自行固定并核对", es: "Fíjela y compruébela", en: "Pin it and check it yourself" },
  pinHint: {
    zh: "本页由服务器生成。要不依赖它，请下载签名原文，在自己的电脑上核对签名：",
    es: "Esta página la hace el servidor. Para no depender de él, descargue la nota firmada y compruebe las firmas en su equipo:",
    en: "This page is made by the server. So as not to depend on it, check the signed note on your own machine:",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** The newest trust list, readable. The note itself is at `/v1/trust-list`. */
export async function trustListPage(parts: PageParts, language: Language): Promise<Page> {
  const list = await parts.trustLists.whole();
  const now = toSeconds(parts.clock.nowMs());
  const { head } = list;
  return {
    language,
    title: `${words.title[language]} · Sello`,
    description: words.lead[language],
    main: html`<section>
<h1>${words.title[language]}</h1>
<p class="lead">${words.lead[language]}</p>
${identityView(list, now, language)}
${keySection("signers", list, language)}
${logSection(head, language)}
${keySection("witnesses", list, language)}
${chainSection(head, language)}
${issuerSection(list, now, language)}
<h2>${words.types[language]}</h2>
<dl class="facts">${[...list.documentTypes.values()].map(({ name, vct }) => row(name[language], code(vct)))}</dl>
<h2>${words.pin[language]}</h2>
<p>${words.pinHint[language]}</p>
<pre tabindex="0"><code>./sello trust pin
./sello trust show
./sello monitor ${head.publicUrl} --rpc …</code></pre>
</section>`,
  };
}

const code = (text: string | number): Html => html`<code>${text}</code>`;

const row = (name: string, value: Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

function identityView({ head, note }: TrustList, now: number, language: Language): Html {
  const { version, issuedAt, validUntil, publicUrl } = head;
  const before =
    version > 1
      ? html` <a href="/v1/trust-lists/${version - 1}">${words.before[language]}</a>`
      : html``;
  const over =
    validUntil <= now ? html` <span class="badge retired">${words.over[language]}</span>` : html``;
  const names = note.signatures.map(({ name }) => html`${code(name)} `);
  return html`<dl class="facts">
${row(words.network[language], code(publicUrl))}
${row(words.version[language], html`${version}${before}`)}
${row(words.issued[language], timeView(issuedAt))}
${row(words.until[language], html`${timeView(validUntil)}${over}`)}
${row(words.signatures[language], html`${names}`)}
${row(words.note[language], html`<a href="/v1/trust-list">/v1/trust-list</a>`)}
</dl>`;
}

type ShownKeys = { readonly name: string; readonly keys: readonly string[] };

const signersOf = (head: TrustHead): ShownKeys[] =>
  presentSigners(head).map(({ name, key }) => ({ name, keys: [key] }));

/** In office, with the keys that they sign with now. */
const witnessesOf = (head: TrustHead): ShownKeys[] =>
  presentWitnesses(head).map(({ name, keys }) => ({
    name,
    keys: keys.filter(({ until }) => until === null).map(({ key }) => key),
  }));

function keySection(section: "signers" | "witnesses", list: TrustList, language: Language): Html {
  const { head } = list;
  const keys = section === "signers" ? signersOf(head) : witnessesOf(head);
  const quorum = section === "signers" ? head.signerQuorum : presentQuorum(head);
  const of = language === "zh" ? words.of.zh : ` ${words.of[language]} `;
  const share = html`<strong>${quorum}${of}${keys.length}</strong>`;
  return html`<h2>${words[section][language]}</h2>
<p>${words[`${section}Hint`][language]}${share}</p>
${
  keys.length === 0
    ? html`<p>${words.none[language]}</p>`
    : html`<dl class="facts">${keys.map((shown) => row(centreName(shown.name, list, language), keysView(shown, language)))}</dl>`
}`;
}

/** The centre that a witness is named after, by its slug as the first label; else the name as it is. */
function centreName(name: string, list: TrustList, language: Language): string {
  const centre = [...list.authorities.values()].find(({ slug }) => name.startsWith(`${slug}.`));
  return centre?.name[language] ?? name;
}

/** A post-quantum key is as long as a page of a book: its beginning names it. */
function keysView({ keys }: ShownKeys, language: Language): Html {
  const lines = keys.map((key, i) => {
    const before = i === 0 ? html`` : html`<br>`;
    if (!isPostQuantum(parseVerifierKey(key))) return html`${before}${code(key)}`;
    const [name = "", keyId = ""] = key.split("+");
    const shortened = `${name}+${keyId}+…`;
    return html`${before}${words.postQuantumKey[language]} ${code(shortened)}`;
  });
  return html`${lines}`;
}

const logSection = (head: TrustHead, language: Language): Html => html`
<h2>${words.log[language]}</h2>
<dl class="facts">${row(words.origin[language], code(lastDeployment(head).origin))}${presentLogKeys(head).map((key) => row(words.key[language], code(formatVerifierKey(key))))}</dl>`;

function chainSection(head: TrustHead, language: Language): Html {
  const { chainId, registry, log, statusLists } = lastDeployment(head);
  return html`
<h2>${words.chain[language]}</h2>
<dl class="facts">
${row(words.chainId[language], code(chainId))}
${row(words.registry[language], code(registry))}
${row(words.log[language], code(log))}
${row(words.statusLists[language], code(statusLists))}
</dl>`;
}

function issuerSection(list: TrustList, now: number, language: Language): Html {
  const issuers = [...list.authorities.values()].filter(({ keys }) => keys.length > 0);
  const { count } = list.head.authorities;
  return html`<h2>${words.issuers[language]}</h2>
<dl class="facts">${issuers.slice(0, limits.pageAuthorities).map((authority) => issuerRow(authority, list, now, language))}</dl>
<p><a href="/authorities?lang=${language}">${words.everyone[language]} (${count})</a></p>`;
}

function issuerRow(authority: Authority, list: TrustList, now: number, language: Language): Html {
  const { slug, name, accreditations } = authority;
  const types = accreditations
    .filter((grant) => isWithin(grant, now))
    .map(({ documentType }) => list.documentTypes.get(documentType)?.name[language])
    .filter((title) => title !== undefined);
  const shown =
    types.length === 0 ? words.none[language] : types.join(language === "zh" ? "、" : ", ");
  return html`<div><dt><a href="/authorities/${slug}?lang=${language}">${name[language]}</a></dt><dd>${shown}</dd></div>`;
}
