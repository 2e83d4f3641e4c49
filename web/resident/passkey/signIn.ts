import { client } from "../api/client.ts";
import { beginSession } from "../api/session.ts";
import { noteSecret } from "../device/heldSecret.ts";
import { createPasskey, signWithPasskey } from "./authenticator.ts";

/** Signs in with a passkey of this device. Refused: `PasskeyRefused`. */
export async function signInWithPasskey(
  asking: Parameters<typeof signWithPasskey>[1] = {},
): Promise<void> {
  const { id, options } = await client.beginResidentPasskeySignIn();
  const { assertion, secret } = await signWithPasskey(options, asking);
  const session = await client.giveResidentPasskey({
    params: { id },
    body: { response: assertion },
  });
  noteSecret(secret);
  beginSession(session);
}

/** Makes a passkey on this device and adds it to the account. */
export async function addPasskey(name: string) {
  const { id, options } = await client.beginPasskey();
  const response = await createPasskey(options);
  return client.addPasskey({ body: { registration: id, name, response } });
}
