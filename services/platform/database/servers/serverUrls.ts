import { ConfigError } from "../../errors.ts";

/** Scheme, login, hosts and the rest of a URL of libpq's form: `postgres://LOGIN@HOST:PORT,HOST:PORT/DATABASE?…`. */
const form = /^(postgres(?:ql)?:\/\/)(?:([^/?]*)@)?([^/?@]*)([^?]*)(?:\?(.*))?$/;

/** What libpq may be told to look for. We always look for the primary: the session of `api` is read-only by itself. */
const sought = ["read-write", "primary"];
/** Parameters that libpq reads and node-postgres does not. */
const forLibpq = ["target_session_attrs", "load_balance_hosts"];

/**
 * One URL for each server that a URL names, with the same login, database and parameters
 * (https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS). One that is not of that form, or names
 * one server, is left as it is. Throws `ConfigError`.
 */
export function serverUrls(url: string): readonly string[] {
  const [, scheme = "", login, hosts = "", path = "", query] = form.exec(url) ?? [];
  if (!hosts.includes(",")) return [url];
  const names = hosts.split(",");
  if (names.includes("") || new Set(names).size < names.length)
    throw new ConfigError("A database URL names a server twice, or an empty one.");
  const parameters = new URLSearchParams(query);
  const attributes = parameters.get("target_session_attrs");
  if (attributes !== null && !sought.includes(attributes))
    throw new ConfigError(
      `A database URL has target_session_attrs=${attributes}; only read-write or primary serves.`,
    );
  for (const name of forLibpq) parameters.delete(name);
  const rest = parameters.size > 0 ? `${path}?${parameters}` : path;
  const prefix = login === undefined ? scheme : `${scheme}${login}@`;
  return names.map((name) => `${prefix}${name}${rest}`);
}

/** The same URL with another login. */
export function withLogin(url: string, user: string, password: string): string {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  return url.replace(/^([a-z]+:\/\/)(?:[^/?]*@)?/, (_all, scheme: string) => scheme + login);
}

/** Name of the account of a URL. */
export const accountOf = (url: string): string =>
  decodeURIComponent(new URL(serverUrls(url)[0] ?? url).username);
