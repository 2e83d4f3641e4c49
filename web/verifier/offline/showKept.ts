import type { KeptKnowledge, OnlineVerifier } from "@sello/sdk/online";
import { element } from "../../ui/element.ts";
import type { PageTexts } from "../PageTexts.ts";
import { verifierLimits } from "../verifierLimits.ts";
import { renderKept } from "./renderKept.ts";

export type KeptView = {
  /** Draws again what is kept: after a verdict there may be more. */
  readonly refresh: () => Promise<void>;
};

/** Chromium's offer to install a page, which no type of the platform names. */
type InstallOffer = Event & { prompt(): Promise<unknown> };

/**
 * Shows whether there is a network, what is kept for the time without, and a button that keeps all. As long as the
 * page is open, what is kept is refreshed. Everybody who opens the page gets the trust list, so that a file can be judged
 * when the network is gone; a status list that is not kept is not asked for, so that nobody learns who verifies what.
 */
export function showKept(place: HTMLElement, verifier: OnlineVerifier, texts: PageTexts): KeptView {
  const { words } = texts;
  const network = element("p", { class: "network" });
  const said = element("p", { class: "said", role: "status" });
  const kept = element("div", { class: "kept" });
  const acts = element("div", { class: "acts" });
  place.append(network, said, kept, acts);

  const draw = (knowledge: KeptKnowledge): void => {
    kept.replaceChildren(renderKept(knowledge, texts, Math.floor(Date.now() / 1000)));
  };
  const drawNetwork = (): void => {
    const isThere = navigator.onLine;
    const state = element("strong", {}, isThere ? words.online : words.offline);
    network.className = `network ${isThere ? "there" : "gone"}`;
    network.replaceChildren(words.network, state);
  };
  const refresh = async (): Promise<void> => draw(await verifier.kept());
  const refreshKept = async (): Promise<void> => {
    if (!navigator.onLine || document.hidden) return;
    draw(await verifier.keep());
  };

  drawNetwork();
  window.addEventListener("offline", () => {
    drawNetwork();
    said.textContent = words.wentOffline;
  });
  window.addEventListener("online", () => {
    drawNetwork();
    said.textContent = words.cameBack;
    void refreshKept();
  });
  setInterval(() => void refreshKept(), verifierLimits.refreshMs);
  acts.append(keepButton(verifier, words, said, draw));
  offerInstall(acts, words);
  void refresh().then(refreshKept);
  return { refresh };
}

function keepButton(
  verifier: OnlineVerifier,
  words: PageTexts["words"],
  said: HTMLElement,
  draw: (knowledge: KeptKnowledge) => void,
): HTMLElement {
  const attributes = { type: "button", class: "quiet", id: "keep" };
  const button = element("button", attributes, words.keepAll) as HTMLButtonElement;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = words.keeping;
    try {
      // Browsers throw away first what nobody asked them to keep.
      await navigator.storage?.persist?.().catch(() => false);
      const knowledge = await verifier.keep({ all: true });
      draw(knowledge);
      said.textContent = knowledge.stale.length === 0 ? words.keptAll : words.keptPart;
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

function offerInstall(acts: HTMLElement, words: PageTexts["words"]): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = element("button", { type: "button", class: "quiet" }, words.install);
    button.addEventListener("click", () => {
      button.remove();
      void (event as InstallOffer).prompt();
    });
    acts.append(button);
  });
}
