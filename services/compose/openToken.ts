import type { TokenSettings } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { keyKindNames } from "../signing/keyKinds.ts";
import { TokenKeys } from "../signing/token/TokenKeys.ts";

/**
 * The token that the settings name, and in the log what it makes; null when they name none.
 * @throws TokenError what keeps it from being used
 */
export async function openToken(
  settings: TokenSettings | null,
  logger: Logger,
): Promise<TokenKeys | null> {
  if (settings === null) return null;
  const token = await TokenKeys.open(settings);
  const held = await Promise.all(keyKindNames.map((kind) => token.holds(kind)));
  const inToken = keyKindNames.filter((_, at) => held[at]);
  const sealed = keyKindNames.filter((_, at) => !held[at]);
  logger.info({ token: settings.label, inToken, sealed }, "New private keys are made in a token.");
  return token;
}
