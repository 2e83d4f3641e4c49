import { loadVerifier } from "@sello/sdk";
import { OnlineVerifier } from "@sello/sdk/online";
import { element } from "../ui/element.ts";
import { AnswerDesk } from "./AnswerDesk.ts";
import { isolated } from "./answer/renderDocument.ts";
import { KeptStore } from "./offline/KeptStore.ts";
import type { KeptView } from "./offline/showKept.ts";
import { keepEarlyClick } from "./ways/keepEarlyClick.ts";
import { wireWays } from "./ways/wireWays.ts";
import { loadPageWords } from "./words/loadPageWords.ts";

const find = <E extends HTMLElement>(id: string): E => {
  const found = document.getElementById(id);
  if (!found) throw new TypeError(`the page has no #${id}`);
  return found as E;
};

const openEarly = keepEarlyClick();
const texts = await loadPageWords();
const form = find<HTMLFormElement>("verify");
const codeReader = form.dataset.codes ?? "";
// The service that served this page. It is asked for signed data and for explanations.
const server = window.location.origin;
const verifier = new OnlineVerifier({
  server,
  store: new KeptStore(),
  // The first list that this browser sees is taken as it is.
  trustOnFirstUse: true,
});
let kept: KeptView | null = null;
const desk = new AnswerDesk({
  result: find("verdict"),
  progress: find("progress"),
  verifier,
  texts,
  server,
  codeReader,
  answered: () => void kept?.refresh(),
});
const chosen = find("chosen");
wireWays({
  form,
  find,
  desk,
  words: texts.words,
  codeReader,
  chosen: ({ files }) => {
    const names = files.slice(0, 8).map(({ path }) => element("li", {}, isolated(path)));
    chosen.replaceChildren(...names, ...(files.length > names.length ? ["…"] : []));
  },
});
openEarly();
form.hidden = false;
const askOpener = find("ask-open");
askOpener.hidden = false;
askOpener.addEventListener("click", async () => {
  const { openAsking } = await import("./ask/openAsking.ts");
  askOpener.remove();
  const place = find("ask");
  // The service may be reached by several names; links and answers go by the one that it has for everybody.
  await openAsking({ place, answers: desk, texts, server: place.dataset.server ?? server });
});

/** A page at a counter may lose its network: what a first verdict needs comes before there is one. Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

async function getReady(): Promise<void> {
  const place = find("offline");
  const loading = [
    loadVerifier(),
    import("./offline/showKept.ts"),
    import("./offline/followVersions.ts"),
  ] as const;
  const [, { showKept }, { followVersions }] = await Promise.all(loading);
  kept = showKept(place, verifier, texts);
  await followVersions(find("versions"), texts.words);
}

const begin = () => whenIdle(() => void getReady().catch(() => undefined));
if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);
