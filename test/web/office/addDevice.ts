import type { CDPSession, Page } from "playwright-core";

/**
 * A device with a fingerprint reader, of the browser's own making (WebDriver's virtual authenticator).
 * @param hasPrf whether its passkeys have secrets to lock things with
 */
export async function addDevice(page: Page, hasPrf = false) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ...(hasPrf ? { ctap2Version: "ctap2_1" as const, hasPrf } : {}),
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const verify = (isUserVerified: boolean) =>
    session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  const credentials = async () =>
    (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  const clear = () => session.send("WebAuthn.clearCredentials", { authenticatorId });
  const add = (credential: Awaited<ReturnType<typeof credentials>>[number]) =>
    session.send("WebAuthn.addCredential", { authenticatorId, credential });
  return { verify, credentials, clear, add };
}
