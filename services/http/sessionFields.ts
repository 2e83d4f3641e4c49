/** Says for which authority an officer acts in a session: its short name. */
export const authorityHeader = "Sello-Authority";

/** Shows that a request comes from a page that could read the session's `csrfToken`. */
export const csrfHeader = "Sello-CSRF";

/** With TLS the name itself makes browsers refuse a cookie that another host or a plain connection sets (RFC 6265bis §4.1.3). */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-sello_session" : "sello_session";

/** A browser may be signed in as an officer and as a resident at once. */
export const residentCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https:") ? "__Host-sello_resident" : "sello_resident";

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** The token in the request's cookie of this name. Two of this name are as none: one of them may be of a stranger. */
export function readSessionToken(cookies: string | undefined, name: string): string | null {
  const found = (cookies ?? "").split(";").flatMap((pair) => {
    const [key = "", ...value] = pair.trim().split("=");
    return key === name ? [value.join("=")] : [];
  });
  const [token] = found;
  return found.length === 1 && token !== undefined && tokenPattern.test(token) ? token : null;
}

/**
 * Pages of other sites never send it (`Strict`): the console asks from pages of this origin alone, so that a link from
 * elsewhere works all the same.
 * @param name as `sessionCookieName` or `residentCookieName` gives it
 * @param token null takes the cookie away
 */
export function toSessionCookie(
  name: string,
  token: string | null,
  publicUrl: string,
  seconds: number,
): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  const age = token === null ? 0 : seconds;
  return `${name}=${token ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}
