import { readRequestLink } from "@sello/sdk/request";
import { useRef, useState } from "react";
import { go, home } from "../app/route.ts";
import { Icon } from "../parts/Icon.tsx";
import { useWords } from "../words/useWords.ts";

/** For a request that did not come by the phone's own camera: its code is scanned here, or its link pasted. */
export function PasteRequest() {
  const { words } = useWords();
  const texts = words.sharing;
  const [link, setLink] = useState("");
  const [isWrong, setWrong] = useState(false);
  const take = (text: string) => {
    const read = readLink(text);
    setWrong(read === null);
    if (read !== null) go(`${home}/requests/${read.id}#${read.hash}`);
  };
  return (
    <form
      className="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        take(link);
      }}
    >
      <h2>{texts.pasteTitle}</h2>
      <p>{texts.pasteLead}</p>
      <ScanButton found={take} />
      <label htmlFor="request">{texts.pasteLabel}</label>
      <input
        id="request"
        type="url"
        autoComplete="off"
        value={link}
        onInput={({ currentTarget }) => setLink(currentTarget.value)}
      />
      {isWrong ? (
        <p className="notice bad" role="alert">
          {texts.pasteWrong}
        </p>
      ) : null}
      <button type="submit" disabled={link.trim() === ""}>
        {texts.paste}
      </button>
    </form>
  );
}

/** The camera is opened, and its code loaded, when the reader asks for it. */
function ScanButton({ found }: { readonly found: (text: string) => void }) {
  const { words } = useWords();
  const texts = words.sharing;
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState("");
  const scan = async () => {
    if (place.current === null) return;
    setFault("");
    setOpen(true);
    const { CameraRefused, openCamera } = await import("../../ui/camera/openCamera.ts");
    try {
      await openCamera({
        place: place.current,
        words: texts.camera,
        workerPath: document.getElementById("resident")?.dataset.codes ?? "",
        found: (bytes) => found(new TextDecoder().decode(bytes)),
        closed: () => undefined,
      });
    } catch (error) {
      setFault(error instanceof CameraRefused ? error.words : texts.camera.cameraFailed);
    }
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        className="main wide"
        hidden={isOpen}
        onClick={() => void scan()}
      >
        <Icon name="code" />
        {texts.scan}
      </button>
      <div ref={place} className="camera" hidden />
      {fault === "" ? null : (
        <p className="notice" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

/** Of this service, or of this page. */
function readLink(text: string) {
  const found = /\/(?:r|resident\/requests)\/([\w-]+)(#[\w-]+)/.exec(text.trim());
  return found === null
    ? null
    : readRequestLink({ pathname: `/r/${found[1]}`, hash: found[2] ?? "" });
}
