import type { Language, LocalizedText } from "@sello/sdk";
import { sampleKinds, samplePath } from "../../http/demoSamplePaths.ts";
import { demoShopPaths } from "../../http/demoShopPaths.ts";
import { type Html, html } from "../html.ts";

const words = {
  scan: { zh: "扫描二维码", es: "Escanear un código", en: "Scan a code" },
  choose: { zh: "选择文件", es: "Elegir archivos", en: "Choose files" },
  folder: { zh: "选择文件夹", es: "Elegir una carpeta", en: "Choose a folder" },
  drop: {
    zh: "也可把文件或文件夹拖到这里。",
    es: "También puede soltar aquí archivos o una carpeta.",
    en: "You can also drop files or a folder here.",
  },
  dropHint: {
    zh: ".sello 文件、二维码截图均可。电子文件签章：请同时放入原文件（PDF、扫描件等）。",
    es: "Sirven archivos .sello y capturas de un código. Si es un archivo sellado, añada también el original (PDF, escaneo…).",
    en: ".sello files, and screenshots of a code. For a sealed file, add the original too (PDF, scan…).",
  },
  paste: {
    zh: "或粘贴证件内容或链接",
    es: "O pegue el documento o un enlace",
    en: "Or paste the document, or a link to it",
  },
  verify: { zh: "验证", es: "Verificar", en: "Verify" },
  private: {
    zh: "验证在您的浏览器中进行，证件不会离开本设备。",
    es: "La comprobación se hace en su navegador: el documento no sale de este dispositivo.",
    en: "The check runs in your browser: the document does not leave this device.",
  },
  noScript: {
    zh: "在浏览器中验证需要 JavaScript。也可以使用 ./sello verify 或 POST /v1/verify。",
    es: "Verificar en el navegador requiere JavaScript. También puede usar ./sello verify o POST /v1/verify.",
    en: "Verifying in the browser needs JavaScript. You can also use ./sello verify or POST /v1/verify.",
  },
  samples: {
    zh: "试一试（演示样例）",
    es: "Pruebe con un ejemplo de la demostración",
    en: "Try one of the demo's samples",
  },
  shop: {
    zh: "试一试：一家已登记的商店（演示）",
    es: "Pruebe con una tienda registrada de la demostración",
    en: "Try the demo's registered shop",
  },
  ask: { zh: "请对方出示证明", es: "Pedir una prueba", en: "Ask for a proof" },
  askLead: {
    zh: "比如只想知道对方是否年满十八：对方在手机上同意后，只出示这一项，专为您出具。",
    es: "Por ejemplo, que alguien es mayor de edad: da su permiso en el teléfono y muestra solo eso, solo para usted.",
    en: "That somebody is of age, say: they agree on their phone and show just that, to you alone.",
  },
  askOpen: {
    zh: "选择要询问的内容",
    es: "Elegir qué preguntar",
    en: "Choose what to ask",
  },
  offline: { zh: "离线使用", es: "Sin red", en: "Without network" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const sampleNames = {
  valid: { zh: "有效的", es: "Válido", en: "A valid one" },
  revoked: { zh: "已吊销的", es: "Revocado", en: "A revoked one" },
  altered: { zh: "被改动的", es: "Alterado", en: "An altered one" },
} as const satisfies Readonly<Record<(typeof sampleKinds)[number], LocalizedText>>;

const codeSign = html`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M8 8h3v3H8zM14 8h2M14 11v2h2M8 14h2v2M13 16h3"/></svg>`;

export type VerifyFormOptions = {
  readonly language: Language;
  readonly isDemo: boolean;
  /** Where answers to a request for a proof go. */
  readonly publicUrl: string;
  /** Path of the script that reads codes. */
  readonly codeReader: string;
};

/** What the script of the page works with; hidden where there is no script. */
export const verifyForm = ({
  language,
  isDemo,
  publicUrl,
  codeReader,
}: VerifyFormOptions): Html => html`<div id="versions"></div>
<section class="card" aria-labelledby="verify-title">
<h2 id="verify-title">${words.verify[language]}</h2>
<noscript><p class="notice">${words.noScript[language]}</p></noscript>
<form id="verify" data-codes="${codeReader}" hidden>
<div class="ways">
<button id="scan" type="button">${codeSign}${words.scan[language]}</button>
<input id="files" type="file" multiple>
<label class="choose" for="files">${words.choose[language]}</label>
<input id="folder" type="file" webkitdirectory>
<label class="choose" for="folder">${words.folder[language]}</label>
</div>
<div id="camera" class="camera" hidden></div>
<div id="drop" class="drop">
<p>${words.drop[language]}</p>
<p class="hint">${words.dropHint[language]}</p>
<ul id="chosen" class="chosen"></ul>
</div>
<label for="document">${words.paste[language]}</label>
<textarea id="document" rows="3" spellcheck="false" autocomplete="off" placeholder="https://… / eyJ… / {&quot;format&quot;:&quot;sello/1&quot;…"></textarea>
<div class="row"><button type="submit">${words.verify[language]}</button>
<p class="hint">${words.private[language]}</p></div>
</form>
<p id="progress" class="progress" role="status"></p>
<div id="verdict"></div>
${isDemo && samples(language)}
</section>
<section class="card" aria-labelledby="ask-title">
<h2 id="ask-title">${words.ask[language]}</h2>
<p>${words.askLead[language]}</p>
<p id="ask-open" hidden><button class="quiet" type="button">${words.askOpen[language]}</button></p>
<div id="ask" data-server="${publicUrl}"></div>
${isDemo && shop(language)}
</section>
<section aria-labelledby="offline-title">
<h2 id="offline-title">${words.offline[language]}</h2>
<div id="offline"></div>
</section>`;

const shop = (language: Language): Html =>
  html`<p class="samples"><a href="${demoShopPaths.page}">${words.shop[language]}</a></p>`;

const samples = (language: Language): Html => html`<p class="samples">${words.samples[language]}:
${sampleKinds.map(
  (kind) =>
    html`<a href="${samplePath(kind)}" data-sample="${kind}">${sampleNames[kind][language]}</a> `,
)}</p>`;
