import { element } from "../element.ts";
import { CodeReader } from "./CodeReader.ts";

/** What is said around the picture, in the reader's language. */
export type CameraWords = {
  readonly scanning: string;
  readonly closeCamera: string;
  readonly light: string;
  readonly cameraRefused: string;
  readonly cameraNone: string;
  readonly cameraFailed: string;
};

/** Pixels of a frame's longer side: larger ones take longer and show no more of a code that fills half of it. */
const frameSideMax = 1_280;

export type CameraParts = {
  /** Where the picture is shown. */
  readonly place: HTMLElement;
  readonly words: CameraWords;
  /** Path of the script that reads codes. */
  readonly workerPath: string;
  readonly found: (bytes: Uint8Array) => void;
  /** Called once, when the camera is off. */
  readonly closed: () => void;
};

/** A camera's light, which few have and no type of the platform names. */
type Light = { readonly torch?: boolean };

/** Why the camera cannot be used, for the reader. */
export class CameraRefused extends Error {
  override readonly name = "CameraRefused";
  readonly words: string;

  constructor(words: string) {
    super(words);
    this.words = words;
  }
}

/** Opens the camera and looks for a code until there is one, or the reader closes it. Throws `CameraRefused`. */
export async function openCamera(parts: CameraParts): Promise<void> {
  const stream = await askForCamera(parts.words);
  const session = new CameraSession(stream, parts);
  await session.run();
}

async function askForCamera(words: CameraWords): Promise<MediaStream> {
  // Browsers have no camera for pages that come over a plain connection.
  if (!navigator.mediaDevices?.getUserMedia) throw new CameraRefused(words.cameraNone);
  const video = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError")
      throw new CameraRefused(words.cameraRefused);
    throw new CameraRefused(name === "NotFoundError" ? words.cameraNone : words.cameraFailed);
  }
}

class CameraSession {
  readonly #stream: MediaStream;
  readonly #parts: CameraParts;
  readonly #reader: CodeReader;
  readonly #video = document.createElement("video");
  readonly #canvas = document.createElement("canvas");
  #isOpen = true;

  constructor(stream: MediaStream, parts: CameraParts) {
    this.#stream = stream;
    this.#parts = parts;
    this.#reader = new CodeReader(parts.workerPath);
  }

  async run(): Promise<void> {
    const { place, words } = this.#parts;
    const close = element("button", { type: "button", class: "quiet" }, words.closeCamera);
    close.addEventListener("click", () => this.#close());
    this.#video.muted = true;
    this.#video.setAttribute("playsinline", "");
    this.#video.srcObject = this.#stream;
    place.replaceChildren(
      element("p", { role: "status" }, words.scanning),
      this.#video,
      element("div", { class: "acts" }, close, this.#lightButton()),
    );
    place.hidden = false;
    place.addEventListener("keydown", this.#onKey);
    document.addEventListener("visibilitychange", this.#onHidden);
    close.focus();
    try {
      await this.#play();
      await this.#look();
    } finally {
      this.#close();
    }
  }

  /** One that was closed while it started is no failure. */
  async #play(): Promise<void> {
    try {
      await this.#video.play();
    } catch (error) {
      if (this.#isOpen) throw error;
    }
  }

  /** Every third picture is looked at as its negative, for codes that a dark screen shows light on dark. */
  async #look(): Promise<void> {
    for (let turn = 0; this.#isOpen; turn += 1) {
      const frame = this.#frame();
      const bytes = frame && (await this.#reader.read(frame, turn % 3 === 2));
      if (!this.#isOpen) return;
      if (bytes) {
        this.#close();
        this.#parts.found(bytes);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  #frame(): ImageData | null {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || videoHeight === 0) return null;
    const scale = Math.min(1, frameSideMax / Math.max(videoWidth, videoHeight));
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    return context?.getImageData(0, 0, this.#canvas.width, this.#canvas.height) ?? null;
  }

  #lightButton(): HTMLElement | null {
    const [track] = this.#stream.getVideoTracks();
    const { torch } = (track?.getCapabilities?.() ?? {}) as Light;
    if (!track || !torch) return null;
    let isOn = false;
    const attributes = { type: "button", class: "quiet", "aria-pressed": "false" };
    const button = element("button", attributes, this.#parts.words.light);
    button.addEventListener("click", () => {
      isOn = !isOn;
      button.setAttribute("aria-pressed", String(isOn));
      void track.applyConstraints({ advanced: [{ torch: isOn } as MediaTrackConstraintSet] });
    });
    return button;
  }

  readonly #onKey = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") this.#close();
  };

  readonly #onHidden = (): void => {
    if (document.hidden) this.#close();
  };

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const track of this.#stream.getTracks()) track.stop();
    this.#reader.stop();
    const { place, closed } = this.#parts;
    place.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("visibilitychange", this.#onHidden);
    place.replaceChildren();
    place.hidden = true;
    closed();
  }
}
