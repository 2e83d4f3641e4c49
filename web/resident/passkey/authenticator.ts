import type { Input, Output } from "@sello/api/client";
import { askAuthenticator } from "../../ui/passkey/askAuthenticator.ts";
import { toBuffer, toText } from "../../ui/passkey/base64url.ts";

type CreationOptions = Output<"beginPasskey">["options"];
type RequestOptions = Output<"beginResidentPasskeySignIn">["options"];
export type NewPasskey = Input<"addPasskey">["body"]["response"];
export type Assertion = Input<"giveResidentPasskey">["body"]["response"];

/** A secret that only this credential gives, and only for this salt (WebAuthn level 3, 10.1.4). */
export type PasskeySecret = { readonly credential: string; readonly secret: ArrayBuffer };

/** The salt of the key that locks what is kept on a device. It must never change: nothing could be unlocked. */
const salt = new TextEncoder().encode("sello resident device 1") as Uint8Array<ArrayBuffer>;
const withSecret = { prf: { eval: { first: salt } } };

/** Has a passkey made on this device. Refused: `PasskeyRefused`. Known already: `DOMException` InvalidStateError. */
export async function createPasskey(options: CreationOptions): Promise<NewPasskey> {
  const { excludeCredentials, pubKeyCredParams, user, challenge, ...rest } = options;
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...rest,
    challenge: toBuffer(challenge),
    user: { ...user, id: toBuffer(user.id) },
    pubKeyCredParams: [...pubKeyCredParams],
    excludeCredentials: excludeCredentials.map(({ type, id }) => ({ type, id: toBuffer(id) })),
    extensions: { prf: {} },
  };
  const credential = await askAuthenticator(() => navigator.credentials.create({ publicKey }));
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: toText(credential.rawId),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.getAuthenticatorData()),
    },
  };
}

type Asking = {
  /** Offered by the browser among what it fills in, without a dialogue of its own. */
  readonly isAutofill?: boolean;
  readonly signal?: AbortSignal;
};

/** Has a passkey sign in. Refused, or given up: `PasskeyRefused`. */
export async function signWithPasskey(
  options: RequestOptions,
  { isAutofill = false, signal }: Asking = {},
): Promise<{ readonly assertion: Assertion; readonly secret: PasskeySecret | null }> {
  const { challenge, allowCredentials, ...rest } = options;
  const asked: CredentialRequestOptions = {
    publicKey: {
      ...rest,
      challenge: toBuffer(challenge),
      allowCredentials: allowCredentials.map(({ type, id }) => ({ type, id: toBuffer(id) })),
      extensions: withSecret,
    },
    ...(isAutofill ? { mediation: "conditional" as const } : {}),
    ...(signal ? { signal } : {}),
  };
  const credential = await askAuthenticator(() => navigator.credentials.get(asked));
  const response = credential.response as AuthenticatorAssertionResponse;
  const assertion = {
    id: toText(credential.rawId),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle === null ? null : toText(response.userHandle),
    },
  };
  return { assertion, secret: secretOf(credential) };
}

/**
 * Asks a passkey of this device for its secret, without the service and without network. Refused: `PasskeyRefused`.
 * @param credentials base64url; one of them
 */
export async function askSecret(credentials: readonly string[]): Promise<PasskeySecret | null> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    // Nobody verifies the signature: what counts is the secret, which the wrong device does not have.
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    rpId: window.location.hostname,
    allowCredentials: credentials.map((id) => ({ type: "public-key", id: toBuffer(id) })),
    userVerification: "required",
    extensions: withSecret,
  };
  return secretOf(await askAuthenticator(() => navigator.credentials.get({ publicKey })));
}

function secretOf(credential: PublicKeyCredential): PasskeySecret | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!(first instanceof ArrayBuffer)) return null;
  return { credential: toText(credential.rawId), secret: first };
}

/** Whether the browser offers passkeys among what it fills in. */
export async function hasAutofill(): Promise<boolean> {
  if (typeof PublicKeyCredential !== "function") return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}
