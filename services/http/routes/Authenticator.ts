import type { Caller } from "../Caller.ts";

export interface Authenticator {
  /** Not good: `Forbidden` (401) `api_key.invalid`. */
  authenticate(secret: string): Promise<Caller>;
}
