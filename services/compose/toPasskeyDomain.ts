import { ConfigError } from "../platform/errors.ts";

/**
 * The domain that passkeys are for: the public URL's own host, or a domain that it lies in. A passkey works for no other,
 * so the setting must not change once there are passkeys. Throws `ConfigError`.
 */
export function toPasskeyDomain(setting: string | null, publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  if (setting === null || setting === hostname) return hostname;
  if (setting.includes(".") && hostname.endsWith(`.${setting}`)) return setting;
  throw new ConfigError(
    `SELLO_PASSKEY_DOMAIN: ${setting} is not the host of ${publicUrl}, nor a domain that it lies in`,
  );
}
