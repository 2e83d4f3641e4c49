import { useNow } from "./messages.ts";
import { trustedScript } from "./pageScripts.ts";

/**
 * Lets the page open without network, where the browser can. A new version waits until the reader asks for it, or has
 * closed all of its windows: nobody's page changes under their hands.
 * @param path of the page's service worker
 * @param scope of the paths for which it answers
 * @param offer told of a version that waits, and how it is put to use: the page is then loaded again
 */
export async function watchVersions(
  path: string,
  scope: string,
  offer: (use: () => void) => void,
): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined) return;
  // Browsers refuse workers in some private windows. The page then works as long as there is a network.
  const registration = await workers
    .register(trustedScript(path), { scope, updateViaCache: "none" })
    .catch(() => null);
  if (!registration) return;
  const offerWaiting = (): void => {
    const { waiting } = registration;
    if (!waiting || !workers.controller) return;
    offer(() => {
      const reload = () => window.location.reload();
      workers.addEventListener("controllerchange", reload, { once: true });
      waiting.postMessage(useNow);
    });
  };
  offerWaiting();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offerWaiting);
  });
}
