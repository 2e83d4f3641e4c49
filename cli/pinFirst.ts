import { openVerifier, pinTrustList } from "./verifier.ts";

/**
 * Pins the trust list of the service that was just started on this machine, so that `./sello verify`
 * works at once. One that is pinned already stays: it alone says who may succeed it.
 */
export async function pinFirst(note: string, server: string): Promise<void> {
  const verifier = openVerifier(server);
  if ((await verifier.trustList()) === null) await pinTrustList(verifier, note);
}
