import type { AuthorityId, AuthorityState, Language, LocalizedText } from "@sello/sdk";
import { toSeconds } from "../platform/Clock.ts";
import { limits } from "../platform/limits.ts";
import { faultsAlong } from "../registry/faultsAlong.ts";
import type { Authority } from "../registry/Registry.ts";
import { faultList } from "./faultList.ts";
import { type Html, html } from "./html.ts";
import type { Page } from "./layout.ts";
import type { PageParts } from "./PageParts.ts";
import { timeView } from "./timeView.ts";

const words = {
  title: { zh: "机构", es: "Autoridades", en: "Authorities" },
  lead: {
    zh: "谁可以签发什么，由登记合约决定；本页来自其事件。",
    es: "Quién puede emitir qué lo decide el contrato del registro; esta página sale de sus eventos.",
    en: "Who may issue what is decided by the registry contract; this page is made of its events.",
  },
  issuer: { zh: "签发者地址 (iss)", es: "Emisor (iss)", en: "Issuer (iss)" },
  id: { zh: "链上编号", es: "Identificador en la cadena", en: "Id on chain" },
  state: { zh: "状态", es: "Estado", en: "State" },
  parent: { zh: "上级", es: "Superior", en: "Under" },
  types: { zh: "可签发的证件", es: "Documentos que emite", en: "Accredited for" },
  delegates: { zh: "可转授", es: "puede delegar", en: "may delegate" },
  none: { zh: "无", es: "ninguno", en: "none" },
  keys: { zh: "签名密钥", es: "Claves de firma", en: "Signing keys" },
  since: { zh: "自", es: "desde", en: "since" },
  until: { zh: "至", es: "hasta", en: "until" },
  rest: { zh: "其余见", es: "el resto, en", en: "the rest is at" },
  below: { zh: "下级", es: "Bajo ella", en: "Below it" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const states: Readonly<Record<AuthorityState, LocalizedText>> = {
  active: { zh: "正常", es: "activa", en: "active" },
  suspended: { zh: "暂停", es: "suspendida", en: "suspended" },
  retired: { zh: "撤销", es: "retirada", en: "retired" },
};

const kinds: Readonly<Record<Authority["kind"], LocalizedText>> = {
  city: { zh: "市", es: "ciudad", en: "city" },
  district: { zh: "区", es: "distrito", en: "district" },
  industry: { zh: "行业", es: "sector", en: "industry" },
  department: { zh: "部门", es: "departamento", en: "department" },
};

const stateOf = ({ states: history }: Authority): AuthorityState =>
  history.find(({ until }) => until === null)?.state ?? "retired";

const link = (authority: Authority, language: Language): Html =>
  html`<a href="/authorities/${authority.slug}?lang=${language}">${authority.name[language]}</a>`;

const badge = (authority: Authority, language: Language): Html => {
  const state = stateOf(authority);
  return state === "active"
    ? html``
    : html` <span class="badge ${state}">${states[state][language]}</span>`;
};

/** The whole tree on one page. */
export async function authorityListPage(parts: PageParts, language: Language): Promise<Page> {
  const all = await parts.registry.all();
  const byParent = Map.groupBy(all.slice(0, limits.pageAuthorities), ({ parent }) => parent);
  const branch = (parent: AuthorityId | null): Html => {
    const children = byParent.get(parent) ?? [];
    if (children.length === 0) return html``;
    return html`<ul class="tree">${children.map(
      (child) =>
        html`<li>${link(child, language)} <span class="hint">${kinds[child.kind][language]}</span>${badge(child, language)}${branch(child.id)}</li>`,
    )}</ul>`;
  };
  return {
    language,
    title: `${words.title[language]} · Sello`,
    main: html`<section><h1>${words.title[language]}</h1><p class="lead">${words.lead[language]}</p>${branch(null)}${more(all.length, language)}</section>`,
  };
}

/** What a page cannot hold is read by programs. */
const more = (count: number, language: Language): Html | null =>
  count <= limits.pageAuthorities
    ? null
    : html`<p class="hint">${limits.pageAuthorities} / ${count} · ${words.rest[language]} <a href="/v1/authorities">/v1/authorities</a></p>`;

/** One authority, at its `iss`. Unknown: `NotFound` `authority.unknown`. */
export async function authorityPage(
  parts: PageParts,
  slug: string,
  language: Language,
): Promise<Page> {
  const { registry } = parts;
  const authority = await registry.bySlug(slug);
  const parent = authority.parent === null ? null : await registry.byId(authority.parent);
  const below = (await registry.all()).filter((each) => each.parent === authority.id);
  const faults = faultsAlong(authority, await registry.lineage(authority.id));
  const state = stateOf(authority);
  return {
    language,
    title: `${authority.name[language]} · Sello`,
    main: html`<section>
<h1>${authority.name[language]}</h1>
${faultList(faults, language)}
<dl class="facts">
<div><dt>${words.state[language]}</dt><dd><span class="badge ${state}">${states[state][language]}</span></dd></div>
${parent ? html`<div><dt>${words.parent[language]}</dt><dd>${link(parent, language)}</dd></div>` : null}
<div><dt>${words.issuer[language]}</dt><dd><code>${authority.iss}</code></dd></div>
<div><dt>${words.id[language]}</dt><dd><code>${authority.id}</code></dd></div>
</dl>
<h2>${words.types[language]}</h2>
${typeList(parts, authority, language)}
<h2>${words.keys[language]}</h2>
${keyList(authority, language)}
${below.length > 0 ? belowList(below, language) : null}
</section>`,
  };
}

const belowList = (below: readonly Authority[], language: Language): Html => html`
<h2>${words.below[language]}</h2>
<ul class="tree">${below.slice(0, limits.pageAuthorities).map((each) => html`<li>${link(each, language)}${badge(each, language)}</li>`)}</ul>
${more(below.length, language)}`;

function typeList(
  { documentTypes, clock }: PageParts,
  authority: Authority,
  language: Language,
): Html {
  const now = toSeconds(clock.nowMs());
  const current = authority.accreditations.filter(({ until }) => until === null || until > now);
  if (current.length === 0) return html`<p>${words.none[language]}</p>`;
  const types = new Map(documentTypes.all().map((type) => [type.id, type]));
  // Versions of one type are one line.
  const lines = new Map(
    current.map(({ documentType, delegate }) => {
      const type = types.get(documentType);
      const title = type?.title[language] ?? html`<code>${documentType}</code>`;
      return [type?.name ?? documentType, { title, delegate }];
    }),
  );
  return html`<ul>${[...lines.values()].map(
    ({ title, delegate }) =>
      html`<li>${title}${delegate ? html` <span class="hint">(${words.delegates[language]})</span>` : null}</li>`,
  )}</ul>`;
}

function keyList({ keys }: Authority, language: Language): Html {
  if (keys.length === 0) return html`<p>${words.none[language]}</p>`;
  return html`<ul>${keys.map(
    ({ thumbprint, from, until }) =>
      html`<li><code>${thumbprint}</code> <span class="hint">${words.since[language]} ${timeView(from)}${until === null ? null : html` ${words.until[language]} ${timeView(until)}`}</span></li>`,
  )}</ul>`;
}
