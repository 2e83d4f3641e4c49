import { ApiFailure } from "./errors.ts";

/** A body as text, read only as far as it may be long. */
export async function readBounded(response: Response, bytesMax: number): Promise<string> {
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
      if (bytes > bytesMax)
        throw new ApiFailure("api.answer_too_large", `The answer has over ${bytesMax} bytes.`, {
          bytesMax,
        });
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
