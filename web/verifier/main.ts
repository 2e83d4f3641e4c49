import { createClient } from "@sello/api/client";
import { loadVerifier } from "@sello/sdk";
import { OnlineVerifier } from "@sello/sdk/online";
import { element } from "./element.ts";
import { judge, TrustListChanged } from "./judge.ts";
import { isolated } from "./renderDocument.ts";
import { renderJudgement } from "./renderJudgement.ts";
import { sortFiles } from "./sortFiles.ts";
import { TrustStore } from "./TrustStore.ts";
import { pageLanguage, words } from "./words.ts";

const find = <E extends HTMLElement>(id: string): E => {
  const found = document.getElementById(id);
  if (!found) throw new TypeError(`the page has no #${id}`);
  return found as E;
};

const form = find<HTMLFormElement>("verify");
const drop = find("drop");
const input = find<HTMLInputElement>("files");
const pasted = find<HTMLTextAreaElement>("document");
const chosen = find("chosen");
const result = find("verdict");
const button = form.querySelector("button");
const language = pageLanguage();
// The service that served this page. It is asked for signed data and for explanations.
const server = window.location.origin;
const parts = {
  client: createClient({ baseUrl: server }),
  verifier: new OnlineVerifier({
    server,
    store: new TrustStore(() => window.localStorage),
    // The first list that this browser sees is taken as it is.
    trustOnFirstUse: true,
  }),
};
let files: readonly File[] = [];

function choose(list: FileList | null): void {
  files = [...(list ?? [])];
  chosen.replaceChildren(...files.map(({ name }) => element("li", {}, isolated(name))));
  if (files.length > 0) void answer();
}

function say(text: string, ...more: readonly HTMLElement[]): void {
  const message = element("p", {}, text);
  result.replaceChildren(
    element("div", { class: "verdict unknown", role: "alert" }, message, ...more),
  );
}

async function answer(): Promise<void> {
  const { documents, originals } = await sortFiles(files);
  const text = pasted.value.trim();
  const shown = text === "" ? documents : [...documents, text];
  const [document] = shown;
  if (shown.length > 1 || originals.length > 1) return say(words.tooMany[language]);
  if (document === undefined)
    return say(words[originals.length > 0 ? "noDocument" : "nothing"][language]);
  if (button) button.disabled = true;
  try {
    const judgement = await judge(document, originals[0] ?? null, parts);
    result.replaceChildren(renderJudgement(judgement, language));
    result.scrollIntoView({ block: "nearest" });
  } catch (error) {
    explain(error);
  } finally {
    if (button) button.disabled = false;
  }
}

function explain(error: unknown): void {
  if (error instanceof TrustListChanged) {
    say(words.trustListChanged[language], forgetButton());
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  say(`${words.failed[language]}${reason}`);
}

/** A network that was set up again has other signers. A person must decide whether that is the reason. */
function forgetButton(): HTMLElement {
  const forget = element("button", { type: "button" }, words.forget[language]);
  forget.addEventListener("click", () => {
    void parts.verifier.forget().then(answer);
  });
  return element("p", {}, forget);
}

/** A page at a counter may lose its network: what a first verdict needs comes before there is one. Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void answer();
});
input.addEventListener("change", () => choose(input.files));
for (const name of ["dragenter", "dragover"])
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
for (const name of ["dragleave", "drop"])
  drop.addEventListener(name, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  choose(event.dataTransfer?.files ?? null);
});
form.hidden = false;
window.addEventListener("load", () => whenIdle(() => void loadVerifier().catch(() => undefined)));
