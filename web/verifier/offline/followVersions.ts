import { element } from "../../ui/element.ts";
import { watchVersions } from "../../ui/pwa/watchVersions.ts";
import type { Words } from "../words/Words.ts";

/** Lets the page open without network, and offers a new version when one waits. */
export const followVersions = (place: HTMLElement, words: Words): Promise<void> =>
  watchVersions("/sw.js", "/", (use) => place.replaceChildren(newVersion(use, words)));

function newVersion(act: () => void, words: Words): HTMLElement {
  const use = element("button", { type: "button", class: "quiet" }, words.useNew);
  use.addEventListener("click", act);
  return element("p", { class: "new-version", role: "status" }, `${words.newVersion} `, use);
}
