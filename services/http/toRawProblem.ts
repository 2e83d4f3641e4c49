/** A problem document (RFC 9457) with its header, for connections that Express never sees. */
export function toRawProblem(status: number, code: string, title: string): string {
  const body = JSON.stringify({ type: "about:blank", title, status, code });
  return (
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
