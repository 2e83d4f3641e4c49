import type { Language } from "@sello/sdk";
import type { AskedProof } from "@sello/sdk/request";
import { element } from "../ui/element.ts";
import type { Asked, Asking } from "./Asking.ts";
import { makeSheet } from "./sheet.ts";
import type { EmbedWords } from "./words/EmbedWords.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { zh } from "./words/zh.ts";

const wordsOf: Readonly<Record<Language, EmbedWords>> = { zh, es, en };

/** The service that gave out this script. */
const ownServer = new URL(import.meta.url).origin;

/**
 * `<sello-request>`: asks for a proof in a shop's own page. It makes the request with keys of this page, shows its code and its
 * link, waits, verifies the answer here, and says what came of it by events (docs/formats.md, *Drop-in*).
 *
 * Attributes: `name` (who asks), `claims` (`age_over_18=true district`), `types` (names or `vct`s; otherwise all that have the
 * claims), `lang`, `server` (an origin; otherwise that of the script).
 */
export class SelloRequest extends HTMLElement {
  /** Has the request signed by the shop's own server, where the registered key is. Without it nobody signs. */
  sign: ((request: string) => Promise<string>) | null = null;
  /** In the place of `claims` and `types`. */
  proof: AskedProof | null = null;

  readonly #place = element("div", { tabindex: "-1" });
  readonly #said = element("p", { role: "status", part: "said" });
  #current: Asking | null = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [makeSheet()];
    root.append(this.#said, this.#place);
  }

  connectedCallback(): void {
    if (this.#current === null) this.#rest(null);
  }

  disconnectedCallback(): void {
    this.#current?.stop();
    this.#current = null;
  }

  /** Makes a request and shows it; one that waits is given up. */
  async start(): Promise<void> {
    this.#current?.stop();
    this.#current = null;
    this.#show("making");
    this.#place.focus({ preventScroll: true });
    const { Asking } = await import("./Asking.ts");
    const asking = new Asking(this.#toAsked());
    this.#current = asking;
    await asking.run({
      shown: (link, code) => this.#showRequest(link, code),
      checking: () => this.#show("checking"),
      ended: ({ said, name, detail }) => {
        this.#current = null;
        this.#rest(said);
        this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
      },
    });
  }

  #toAsked(): Asked {
    return {
      server: this.getAttribute("server") ?? ownServer,
      name: this.getAttribute("name") ?? location.host,
      claims: this.getAttribute("claims") ?? "",
      types: this.getAttribute("types") ?? "",
      proof: this.proof,
      sign: this.sign,
      codeTitle: this.#words.code,
    };
  }

  get #words(): EmbedWords {
    const near = this.closest("[lang]")?.getAttribute("lang") ?? "";
    const language = near.slice(0, 2).toLowerCase();
    return Object.hasOwn(wordsOf, language) ? wordsOf[language as Language] : en;
  }

  /** @param said what came of the last one; null: there was none */
  #rest(said: keyof EmbedWords | null): void {
    const { start, again } = this.#words;
    if (said === "done") {
      this.#show(said);
      return;
    }
    this.#show(
      said,
      this.#button(said === null ? start : again, () => void this.start()),
    );
  }

  #showRequest(href: string, code: SVGElement): void {
    const { scan, link, cancel } = this.#words;
    const anchor = element("a", { href, target: "_blank", rel: "noopener", part: "link" }, link);
    const stop = this.#button(cancel, () => {
      this.#current?.stop();
      this.#current = null;
      this.#rest(null);
      this.#place.focus({ preventScroll: true });
    });
    code.setAttribute("part", "code");
    this.#show("waiting", element("p", {}, scan), code, element("p", {}, anchor), stop);
  }

  #button(text: string, act: () => void): HTMLElement {
    const button = element("button", { type: "button", part: "button" }, text);
    button.addEventListener("click", act);
    return button;
  }

  #show(said: keyof EmbedWords | null, ...nodes: readonly Node[]): void {
    this.#said.textContent = said === null ? "" : this.#words[said];
    this.#place.replaceChildren(...nodes);
  }
}
