import { useWords } from "../words/useWords.ts";
import { Store, useStore } from "./Store.ts";

/** Chromium's offer to install a page, which no type of the platform names. */
type InstallOffer = Event & { prompt(): Promise<unknown> };

const offer = new Store<InstallOffer | null>(null);

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer.set(event as InstallOffer);
});

/** Installs the app, where the browser offers it. */
export function InstallButton() {
  const { words } = useWords();
  const current = useStore(offer);
  if (current === null) return null;
  return (
    <button
      type="button"
      className="plain"
      onClick={() => {
        offer.set(null);
        void current.prompt();
      }}
    >
      {words.app.install}
    </button>
  );
}
