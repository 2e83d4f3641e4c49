import type { PasskeySecret } from "../passkey/authenticator.ts";

/** The secret that a passkey gave at the last prompt: one prompt signs in and unlocks. Never stored. */
let held: PasskeySecret | null = null;

export const noteSecret = (secret: PasskeySecret | null): void => {
  held = secret;
};

export const heldSecret = (): PasskeySecret | null => held;
