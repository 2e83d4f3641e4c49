import { readRequestLink } from "@sello/sdk/request";
import { useState } from "react";
import { go, home } from "../app/route.ts";
import { useWords } from "../words/useWords.ts";

/** For a link that came some other way than by a code. */
export function PasteRequest() {
  const { words } = useWords();
  const texts = words.sharing;
  const [link, setLink] = useState("");
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const read = readLink(link);
        setWrong(read === null);
        if (read !== null) go(`${home}/requests/${read.id}#${read.hash}`);
      }}
    >
      <h2>{texts.pasteTitle}</h2>
      <p>{texts.pasteLead}</p>
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

/** Of this service, or of this page. */
function readLink(text: string) {
  const found = /\/(?:r|resident\/requests)\/([\w-]+)(#[\w-]+)/.exec(text.trim());
  return found === null
    ? null
    : readRequestLink({ pathname: `/r/${found[1]}`, hash: found[2] ?? "" });
}
