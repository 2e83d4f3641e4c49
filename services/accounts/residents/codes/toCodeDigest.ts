import type { ResidentSecrets } from "../ResidentSecrets.ts";

/** Of a code, for this one request alone: six digits are guessed at once from a bare hash. */
export const toCodeDigest = (
  secrets: Pick<ResidentSecrets, "digest">,
  id: string,
  code: string,
): Promise<Buffer> => secrets.digest("code", `${id}\n${code}`);
