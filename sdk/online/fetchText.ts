import { OnlineError } from "./OnlineError.ts";

export type FetchOptions = {
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  /** More than this many bytes are not read. */
  readonly bytesMax: number;
  readonly accept?: string;
};

/** A text from a server that is not trusted. Throws `OnlineError`. */
export async function fetchText(url: string, options: FetchOptions): Promise<string> {
  const response = await ask(url, options);
  if (response.status !== 200) {
    const { status } = response;
    throw new OnlineError("online.status", `${url} answers with ${status}.`, { url, status });
  }
  return readBounded(response, url, options.bytesMax);
}

async function ask(url: string, { fetch, timeoutMs, accept }: FetchOptions): Promise<Response> {
  try {
    return await fetch(url, {
      // Who verifies wants to know what holds now: a kept answer is asked about again.
      cache: "no-cache",
      signal: AbortSignal.timeout(timeoutMs),
      ...(accept === undefined ? {} : { headers: { accept } }),
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
