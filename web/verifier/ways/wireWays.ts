import type { AnswerDesk } from "../AnswerDesk.ts";
import type { Words } from "../words/Words.ts";
import { type Given, readDrop, readList } from "./readDrop.ts";
import { readFragment } from "./readLink.ts";

export type WayParts = {
  readonly form: HTMLFormElement;
  readonly find: <E extends HTMLElement>(id: string) => E;
  readonly desk: AnswerDesk;
  readonly words: Words;
  readonly codeReader: string;
  /** Draws the names of what was chosen. */
  readonly chosen: (given: Given) => void;
};

/** All ways in: camera, drop, paste, link, file, folder, and the demo's samples. */
export function wireWays(parts: WayParts): void {
  const { form, find, desk, words } = parts;
  const pasted = find<HTMLTextAreaElement>("document");
  let given: Given | null = null;
  const take = (next: Given): void => {
    given = next;
    parts.chosen(next);
    void desk.takeFiles(next);
  };
  const takePasted = (): void => {
    const text = pasted.value.trim();
    if (text !== "") void desk.takeText(text, given);
    else if (given !== null) void desk.takeFiles(given);
    else desk.refuse(words.nothing);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    takePasted();
  });
  // What was pasted is there after the event.
  pasted.addEventListener("paste", () => setTimeout(takePasted));
  for (const id of ["files", "folder"]) {
    const input = find<HTMLInputElement>(id);
    input.addEventListener("change", () => {
      if (input.files?.length) take(readList(input.files));
    });
  }
  wireDrop(find("drop"), take);
  wireClipboard(take);
  wireCamera(parts);
  wireSamples(desk);
  wireFragment(desk);
}

/** A file may be dropped anywhere on the page: elsewhere the browser would open it in the page's place. */
function wireDrop(drop: HTMLElement, take: (given: Given) => void): void {
  const { documentElement: page } = document;
  for (const name of ["dragenter", "dragover"])
    page.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  for (const name of ["dragleave", "drop"])
    page.addEventListener(name, () => drop.classList.remove("over"));
  page.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer) void readDrop(event.dataTransfer).then(take);
  });
}

/** A screenshot or a file that is pasted, wherever the focus is. */
function wireClipboard(take: (given: Given) => void): void {
  document.addEventListener("paste", ({ clipboardData }) => {
    if (clipboardData && clipboardData.files.length > 0) take(readList(clipboardData.files));
  });
}

/** What the camera needs is loaded when it is opened. */
function wireCamera({ find, desk, words, codeReader }: WayParts): void {
  const button = find<HTMLButtonElement>("scan");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const { CameraRefused, openCamera } = await import("../../ui/camera/openCamera.ts");
    const closed = (): void => {
      button.disabled = false;
      button.focus();
    };
    const found = (bytes: Uint8Array) => void desk.takeBytes(bytes);
    try {
      await openCamera({ place: find("camera"), words, workerPath: codeReader, found, closed });
    } catch (error) {
      desk.refuse(error instanceof CameraRefused ? error.words : words.cameraFailed);
      closed();
    }
  });
}

/** Samples are links, so that they can be had without scripts. */
function wireSamples(desk: AnswerDesk): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-sample]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      void desk.takeText(link.href);
    });
}

/** A link that has the document behind `#`. It is taken out of the address, so that it does not stay in the history. */
function wireFragment(desk: AnswerDesk): void {
  const takeFragment = (): void => {
    const document = readFragment(window.location.hash);
    if (document === null) return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    void desk.takeBytes(document);
  };
  window.addEventListener("hashchange", takeFragment);
  takeFragment();
}
