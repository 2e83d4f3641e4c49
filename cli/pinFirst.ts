import { verifierDirectory } from "./files.ts";
import { VerifierStore } from "./VerifierStore.ts";

/**
 * Pins the trust list of the service that was just started on this machine, so that `./sello verify`
 * works at once. One that is pinned already stays: it alone says who may succeed it.
 */
export async function pinFirst(note: string): Promise<void> {
  const store = new VerifierStore(verifierDirectory());
  if (!store.hasTrustList()) await store.pin(note);
}
