const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether this names this machine itself, as an address has it. */
export const isLoopbackHost = (hostname: string): boolean => loopbackHosts.has(hostname);

/**
 * Why no message can go to an address, by how it is written; null: it may be tried. Where its name leads is looked at each
 * time that something is sent.
 * @param mayLoopback whether this machine itself may be named, without TLS too
 */
export function findUrlFault(text: string, mayLoopback: boolean): string | null {
  const url = URL.parse(text);
  if (url === null) return "It is not an address, such as https://example.org/hooks.";
  if (url.username !== "" || url.password !== "") return "It must not hold a name or a password.";
  if (mayLoopback && isLoopbackHost(url.hostname) && /^https?:$/.test(url.protocol)) return null;
  return url.protocol === "https:" ? null : "It must begin with https://.";
}
