import { toBase64 } from "@sello/sdk";

/** What the types allow of a photograph. */
const bytesMax = 20 * 1024;
const heightMax = 320;
const qualities = [0.85, 0.7, 0.55, 0.4];

/** A picture as JPEG in base64, of at most 20 KiB; null: it is no picture, or does not get small enough. */
export async function shrinkPhoto(file: Blob): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, heightMax / picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of qualities) {
      const blob = await toJpeg(canvas, quality);
      if (blob && blob.size <= bytesMax) return toBase64(new Uint8Array(await blob.arrayBuffer()));
    }
    return null;
  } catch {
    return null;
  }
}

const toJpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
