import type { Output } from "@sello/api/client";
import { askAuthenticator } from "../../ui/passkey/askAuthenticator.ts";
import { toBuffer, toText } from "../../ui/passkey/base64url.ts";

const es256 = -7;
/** Time that the owner has. */
const timeoutMs = 120_000;

type ToCreate = Pick<Output<"openInvitation">, "challenge" | "user" | "relyingParty"> & {
  /** Under which the device lists it. */
  readonly name: string;
  /** Ids of passkeys of the same account: a device that has one of them makes no other. */
  readonly others?: readonly string[];
};

/**
 * Has a passkey made that can be found without its id, by a device that checks who is there. Refused: `PasskeyRefused`; the
 * device has one of `others`: a `DOMException`, `InvalidStateError`.
 */
export async function createPasskey(asked: ToCreate) {
  const { challenge, user, relyingParty, name, others = [] } = asked;
  const credential = await askAuthenticator(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: toBuffer(challenge),
        rp: relyingParty,
        user: { id: toBuffer(user), name, displayName: name },
        excludeCredentials: others.map((id) => ({ type: "public-key", id: toBuffer(id) })),
        pubKeyCredParams: [{ type: "public-key", alg: es256 }],
        authenticatorSelection: {
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        },
        attestation: "none",
        timeout: timeoutMs,
      },
    }),
  );
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: toText(credential.rawId),
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.getAuthenticatorData()),
  };
}

/** Base64url of the credential, and what its authenticator signed. */
export type Assertion = {
  readonly id: string;
  readonly response: AuthenticatorAssertionResponse;
};

/**
 * Has a passkey sign the challenge. Refused: `PasskeyRefused`.
 * @param id of the credential; null: the owner chooses one
 */
export async function signWithPasskey(
  challenge: Uint8Array<ArrayBuffer>,
  domain: string,
  id: string | null,
): Promise<Assertion> {
  const credential = await askAuthenticator(() =>
    navigator.credentials.get({
      publicKey: {
        challenge,
        rpId: domain,
        allowCredentials: id === null ? [] : [{ type: "public-key", id: toBuffer(id) }],
        userVerification: "required",
        timeout: timeoutMs,
      },
    }),
  );
  const response = credential.response as AuthenticatorAssertionResponse;
  return { id: toText(credential.rawId), response };
}
