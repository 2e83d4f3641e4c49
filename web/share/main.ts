// The page of a share, `/s/ID#KEY`: what somebody is shown by a link, opened and verified in this browser.
import { OnlineVerifier } from "@sello/sdk/online";
import { readShareLink } from "@sello/sdk/share";
import { AnswerDesk } from "../verifier/AnswerDesk.ts";
import { KeptStore } from "../verifier/offline/KeptStore.ts";
import { loadPageWords } from "../verifier/words/loadPageWords.ts";
import { followLanguages, ShareDesk } from "./ShareDesk.ts";
import { loadShareWords } from "./words/loadShareWords.ts";

const find = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new TypeError(`the page has no #${id}`);
  return found;
};

const texts = await loadPageWords();
const server = window.location.origin;
const answers = new AnswerDesk({
  result: find("verdict"),
  progress: find("progress"),
  verifier: new OnlineVerifier({ server, store: new KeptStore(), trustOnFirstUse: true }),
  texts,
  server,
  codeReader: "",
  answered: () => undefined,
});
const words = await loadShareWords(texts.language);
const desk = new ShareDesk({
  place: find("share"),
  answers,
  texts: { language: texts.language, words },
});
const begin = (): void => {
  const link = readShareLink(window.location) ?? { id: "", key: null };
  // The key is no part of what is sent for another language either.
  followLanguages((language) => `?lang=${language}${window.location.hash}`);
  void desk.offer(link);
};
window.addEventListener("hashchange", begin);
begin();
