import encodeQR from "qr";

/** A picture in grey, a byte a pixel. */
export type GreyPicture = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
};

export type Look = {
  /** Degrees. */
  readonly turned?: number;
  /** How much smaller the far edge is than the near one, 0 to 1. */
  readonly tilted?: number;
  /** Pixels over which edges are smeared. */
  readonly blurred?: number;
  /** Light modules on dark. */
  readonly isInverted?: boolean;
  /** What surrounds it: a dark room. */
  readonly around?: number;
};

const latin = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/** A code as a camera sees it: in the middle of a larger picture, from some side. */
export function drawCode(content: Uint8Array, look: Look = {}): GreyPicture {
  const modules = encodeQR(latin(content), "raw", {
    ecc: "low",
    encoding: "byte",
    border: 4,
    textEncoder: (text) => Uint8Array.from(text, (char) => char.charCodeAt(0)),
  });
  const [width, height] = [1280, 720];
  const { turned = 0, tilted = 0, blurred = 0, isInverted = false, around = 128 } = look;
  const angle = (turned * Math.PI) / 180;
  const pixels = new Uint8Array(width * height).fill(around);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      // From the picture back to the code: seen from below, what is far is smaller.
      const depth = 1 - tilted * (0.5 - (y - height / 2) / 640);
      const [u, v] = [(x - width / 2) / depth, (y - height / 2) / depth];
      const column = (Math.cos(angle) * u + Math.sin(angle) * v) / 640 + 0.5;
      const row = (-Math.sin(angle) * u + Math.cos(angle) * v) / 640 + 0.5;
      const module =
        modules[Math.floor(row * modules.length)]?.[Math.floor(column * modules.length)];
      if (module === undefined || row < 0 || column < 0) continue;
      pixels[y * width + x] = module !== isInverted ? 16 : 235;
    }
  return { width, height, pixels: smear(smear(pixels, width, 1, blurred), width, width, blurred) };
}

function smear(pixels: Uint8Array, width: number, step: number, radius: number): Uint8Array {
  if (radius === 0) return pixels;
  return pixels.map((own, at) => {
    let [sum, count] = [0, 0];
    for (let i = -radius; i <= radius; i += 1) {
      const near = pixels[at + i * step];
      if (
        near === undefined ||
        (step === 1 && Math.abs(((at + i) % width) - (at % width)) > radius)
      )
        continue;
      sum += near;
      count += 1;
    }
    return count === 0 ? own : sum / count;
  });
}

/** A film of one picture, as Chromium's fake camera takes it (YUV4MPEG2). */
export function toFilm({ width, height, pixels }: GreyPicture): Buffer {
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`);
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), pixels, colours]);
  return Buffer.concat([head, frame, frame]);
}
