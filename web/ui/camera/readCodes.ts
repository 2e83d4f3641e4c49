// Looks for a code in pictures, in a worker: a page that shows a camera must not stand still for it.
import decodeQR from "qr/decode.js";
import type { CodeAnswer, CodeQuestion } from "./CodeReader.ts";

const latin = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/** What a code says, a byte a character; null where no code can be read. */
function read({ width, height, pixels, isInverted }: CodeQuestion): string | null {
  const data = new Uint8Array(pixels);
  if (isInverted)
    for (let at = 0; at < data.length; at += 1) if (at % 4 !== 3) data[at] = 255 - (data[at] ?? 0);
  try {
    return decodeQR({ width, height, data }, { textDecoder: latin, timeLimit: 400 });
  } catch {
    return null;
  }
}

self.addEventListener("message", ({ data }: MessageEvent<CodeQuestion>) => {
  const answer: CodeAnswer = read(data);
  self.postMessage(answer);
});
