/** The owner said no, or took too long: browsers do not say which (EIP-1193 has 4001 for it). */
export class PasskeyRefused extends Error {
  readonly code = 4001;
  override readonly name = "PasskeyRefused";
}

/** Browsers have passkeys on pages with TLS, and on this machine's own. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential === "function" && navigator.credentials !== undefined;

const refusals: ReadonlySet<string> = new Set(["NotAllowedError", "AbortError"]);

/** What the browser's dialogue gives. Refused: `PasskeyRefused`. */
export async function askAuthenticator(
  act: () => Promise<Credential | null>,
): Promise<PublicKeyCredential> {
  try {
    const found = await act();
    if (found instanceof PublicKeyCredential) return found;
  } catch (error) {
    if (!(error instanceof DOMException) || !refusals.has(error.name)) throw error;
  }
  throw new PasskeyRefused("No passkey was used.");
}
