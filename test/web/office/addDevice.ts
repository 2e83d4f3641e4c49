import type { CDPSession, Page } from "playwright-core";

/**
 * A device with a fingerprint reader, of the browser's own making (WebDriver's virtual authenticator).
 * @param hasPrf whether its passkeys have secrets to lock things with
 * @param transport a browser has one `internal` device; a second one is plugged in
 */
export async function addDevice(
  page: Page,
  hasPrf = false,
  transport: "internal" | "usb" = "internal",
) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ...(hasPrf ? { ctap2Version: "ctap2_1" as const, hasPrf } : {}),
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const verify = (isUserVerified: boolean) =>
    session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  /** Whether somebody touches it when it is asked. */
  const attend = (enabled: boolean) =>
    session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  const credentials = async () =>
    (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  const clear = () => session.send("WebAuthn.clearCredentials", { authenticatorId });
  const add = (credential: Awaited<ReturnType<typeof credentials>>[number]) =>
    session.send("WebAuthn.addCredential", { authenticatorId, credential });
  const remove = () => session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
  return { verify, attend, credentials, clear, add, remove };
}
