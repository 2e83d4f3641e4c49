import { fromBase64 } from "@sello/sdk";
import { useEffect, useRef } from "react";

const width = 90;
const height = 120;

type Props = { readonly base64: unknown; readonly label: string };

/** A photograph, drawn onto a canvas: the page's policy lets no picture in that came inside of data. */
export function Photo({ base64, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    void decode(base64).then((picture) => {
      const context = canvas.current?.getContext("2d");
      if (isGone || !context) return;
      context.clearRect(0, 0, width, height);
      if (picture) drawCovering(context, picture);
    });
    return () => {
      isGone = true;
    };
  }, [base64]);
  return (
    <canvas
      ref={canvas}
      className="photo"
      width={width}
      height={height}
      role="img"
      aria-label={label}
    />
  );
}

/** Null for what is no picture: the place stays empty. */
async function decode(base64: unknown): Promise<ImageBitmap | null> {
  if (typeof base64 !== "string" || base64 === "") return null;
  try {
    return await createImageBitmap(new Blob([fromBase64(base64) as BlobPart]));
  } catch {
    return null;
  }
}

function drawCovering(context: CanvasRenderingContext2D, picture: ImageBitmap): void {
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
}
