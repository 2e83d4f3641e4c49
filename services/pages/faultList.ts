import type { Language, LocalizedText } from "@sello/sdk";
import { type Fault, type FaultCode, isOfWhole } from "@sello/sdk/trust";
import { type Html, html } from "./html.ts";

const whole: LocalizedText = {
  zh: "可信机构名单未收录该机构，其签发的证件无法验证通过。",
  es: "La lista de confianza no incluye esta autoridad: los documentos que emita no se pueden verificar.",
  en: "The trust list leaves out this authority: documents that it issues cannot be verified.",
};

const reasons: Readonly<Record<FaultCode, LocalizedText>> = {
  "issuer.form": {
    zh: "登记的签发者地址不是网址",
    es: "El emisor registrado no es una URL",
    en: "The registered issuer is no URL",
  },
  "issuer.origin": {
    zh: "签发者地址不属于本市，本市也未准许使用",
    es: "El emisor no es una dirección de la ciudad ni una que ella haya concedido",
    en: "The issuer is no address of the city's, nor one that it granted",
  },
  "issuer.slug": {
    zh: "签发者地址的末段不能用作简称",
    es: "El final del emisor no sirve de nombre corto",
    en: "The issuer does not end in a short name",
  },
  "authority.entry": {
    zh: "其记录无法写入名单",
    es: "Su entrada no se puede escribir en la lista",
    en: "Its entry cannot be written into the list",
  },
  "authority.size": {
    zh: "状态、密钥和授权的记录过多，名单无法容纳",
    es: "Tiene más estados, claves y acreditaciones de los que caben en la lista",
    en: "It has more states, keys and accreditations than the list can hold",
  },
  "key.time": {
    zh: "签名密钥的起止时间晚于 9999 年，名单未收录该密钥",
    es: "El plazo de una clave de firma pasa del año 9999; la lista no incluye esa clave",
    en: "The term of a signing key goes past the year 9999; the list leaves out that key",
  },
  "name.form": {
    zh: "登记的名称无法显示，改用其他名称",
    es: "Un nombre registrado no se puede mostrar; se usa otro en su lugar",
    en: "A registered name cannot be shown; another takes its place",
  },
  "authority.above": {
    zh: "其上级机构未被收录",
    es: "La lista deja fuera a una autoridad superior",
    en: "An authority above it is left out",
  },
};

/** Why the trust list leaves out an authority or a part of it; null when it does not. */
export function faultList(faults: readonly Fault[], language: Language): Html | null {
  if (faults.length === 0) return null;
  const items = faults.map(
    ({ code, what }) => html`<li>${reasons[code][language]}: <code>${what}</code></li>`,
  );
  return html`<div class="notice">
${faults.some(isOfWhole) ? html`<p>${whole[language]}</p>` : null}
<ul>${items}</ul>
</div>`;
}
