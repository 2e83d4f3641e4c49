import { OnlineError } from "./OnlineError.ts";

export type FetchOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  /** More than this many bytes are not read. */
  readonly bytesMax: number;
  readonly accept?: string;
};

export type Fetched = {
  readonly text: string;
  /** Of the answer, to ask again with. */
  readonly etag: string | null;
};

/** A text from a server that is not trusted. Throws `OnlineError`. */
export async function fetchText(url: string, options: FetchOptions): Promise<Fetched> {
  return read(await ask(url, options, {}), url, options);
}

/** As `fetchText`; null when the server still has what `etag` names (RFC 9110 §13.1.2). */
export async function fetchUnlessSame(
  url: string,
  options: FetchOptions,
  etag?: string,
): Promise<Fetched | null> {
  if (etag === undefined) return fetchText(url, options);
  const response = await ask(url, options, { "if-none-match": etag });
  return response.status === 304 ? null : read(response, url, options);
}

async function read(response: Response, url: string, { bytesMax }: FetchOptions): Promise<Fetched> {
  const { status } = response;
  if (status !== 200)
    throw new OnlineError("online.status", `${url} answers with ${status}.`, { url, status });
  const text = await readBounded(response, url, bytesMax);
  return { text, etag: response.headers.get("etag") };
}

async function ask(
  url: string,
  { fetch, timeoutMs, accept }: FetchOptions,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    return await fetch(url, {
      // Who verifies wants to know what holds now: a kept answer is asked about again.
      cache: "no-cache",
      signal: AbortSignal.timeout(timeoutMs),
      headers: accept === undefined ? headers : { ...headers, accept },
    });
  } catch (error) {
    const isSlow = error instanceof Error && error.name === "TimeoutError";
    throw isSlow
      ? new OnlineError("online.timeout", `${url} does not answer in time.`, { url }, error)
      : new OnlineError("online.unreachable", `${url} does not answer.`, { url }, error);
  }
}

async function readBounded(response: Response, url: string, bytesMax: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.length;
      if (bytes > bytesMax) throw tooLarge(url, bytesMax);
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const tooLarge = (url: string, bytesMax: number) =>
  new OnlineError("online.too-large", `${url} answers with over ${bytesMax} bytes.`, {
    url,
    bytesMax,
  });
