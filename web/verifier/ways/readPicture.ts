import { CodeReader } from "../../ui/camera/CodeReader.ts";
import { verifierLimits } from "../verifierLimits.ts";

/** The bytes of the code in a picture, such as a screenshot; null without one, or where it is no picture. */
export async function readPicture(file: Blob, workerPath: string): Promise<Uint8Array | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const scale = Math.min(1, verifierLimits.pictureSideMax / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const picture = context.getImageData(0, 0, canvas.width, canvas.height);
  const reader = new CodeReader(workerPath);
  try {
    return (await reader.read(picture, false)) ?? (await reader.read(picture, true));
  } finally {
    reader.stop();
  }
}
