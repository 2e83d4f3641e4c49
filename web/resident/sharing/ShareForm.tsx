import type { Output } from "@sello/api/client";
import { useState } from "react";
import { useAct } from "../api/useAct.ts";
import type { Kept } from "../device/kept.ts";
import type { Vault } from "../device/vault.ts";
import { shownText } from "../document/shownText.ts";
import { Fault } from "../parts/Fault.tsx";
import { useWords } from "../words/useWords.ts";
import { type Choice, makeLink } from "./makeLink.ts";
import { Preview } from "./Preview.tsx";
import { toReadyAnswers } from "./readyAnswers.ts";
import { TermChoice } from "./TermChoice.tsx";
import type { Term } from "./terms.ts";

type Detail = Output<"getMyDocument">;
type Props = {
  readonly document: Detail;
  readonly vault: Vault;
  readonly kept: Kept;
  readonly made: (link: string) => void;
};

/** As the API's `shareAudienceCharacters`. */
const audienceCharacters = 200;

/** Null: nothing was said. */
const toWords = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** What is shown, for whom, until when; what will be seen; then a link or a file. */
export function ShareForm({ document, vault, kept, made }: Props) {
  const { words } = useWords();
  const texts = words.sharing;
  const [claims, setClaims] = useState<readonly string[]>([]);
  const [audience, setAudience] = useState("");
  const [purpose, setPurpose] = useState("");
  const [term, setTerm] = useState<Term>("day");
  const [once, setOnce] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const choice = (): Choice => ({
    ...{ document: document.id, claims, term, once },
    audience: toWords(audience),
    purpose: toWords(purpose),
  });
  const making = useAct(async () => made(await makeLink(vault, choice())));
  const saving = useAct(async () => {
    setSaved(false);
    const { makeFile } = await import("./makeFile.ts");
    await makeFile(vault, choice(), `${document.type.name}.sello`);
    setSaved(true);
  });
  const isBusy = making.isBusy || saving.isBusy;
  const cannot = isBusy || claims.length === 0;
  return (
    <form
      className="share"
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot) void making.run();
      }}
    >
      <ClaimChoice document={document} claims={claims} change={setClaims} />
      <Preview document={document} kept={kept} claims={claims.map((name) => [name])} />
      <label htmlFor="audience">{texts.forWhom}</label>
      <input
        id="audience"
        type="text"
        maxLength={audienceCharacters}
        aria-describedby="audience-hint"
        value={audience}
        onInput={({ currentTarget }) => setAudience(currentTarget.value)}
      />
      <p className="hint" id="audience-hint">
        {texts.forWhomHint}
      </p>
      <label htmlFor="purpose">{texts.whatFor}</label>
      <input
        id="purpose"
        type="text"
        maxLength={audienceCharacters}
        aria-describedby="purpose-hint"
        value={purpose}
        onInput={({ currentTarget }) => setPurpose(currentTarget.value)}
      />
      <p className="hint" id="purpose-hint">
        {texts.whatForHint}
      </p>
      <TermChoice term={term} change={setTerm} />
      <label className="tick">
        <input
          type="checkbox"
          checked={once}
          onInput={({ currentTarget }) => setOnce(currentTarget.checked)}
        />
        {texts.once}
      </label>
      <button type="submit" className="main wide" disabled={cannot}>
        {making.isBusy ? texts.making : texts.makeLink}
      </button>
      <p className="hint">{claims.length === 0 ? texts.choose : ""}</p>
      <Fault fault={making.fault} />
      <div className="extra">
        <button type="button" className="quiet" disabled={cannot} onClick={() => void saving.run()}>
          {saving.isBusy ? texts.making : texts.saveFile}
        </button>
        <p className="hint">{texts.fileHint}</p>
        <p className="said" role="status">
          {isSaved ? texts.fileSaved : ""}
        </p>
        <Fault fault={saving.fault} />
      </div>
    </form>
  );
}

type ChoiceProps = {
  readonly document: Detail;
  readonly claims: readonly string[];
  readonly change: (claims: readonly string[]) => void;
};

function ClaimChoice({ document, claims, change }: ChoiceProps) {
  const { words, language } = useWords();
  const ready = toReadyAnswers(document.claims, words.sharing, language, !document.mandate);
  const others = document.claims.filter(
    ({ name, disclosable }) => disclosable && !ready.some((each) => each.name === name),
  );
  const toggle = (name: string) =>
    change(claims.includes(name) ? claims.filter((each) => each !== name) : [...claims, name]);
  const tick = (name: string, text: string) => (
    <label key={name} className="tick">
      <input type="checkbox" checked={claims.includes(name)} onInput={() => toggle(name)} />
      <bdi>{text}</bdi>
    </label>
  );
  const rest = others.map((claim) => {
    const { name } = claim;
    const title = claim.title[language];
    const text = `${title}${words.account.colon}${shownText(claim, language)}`;
    return tick(name, name === "photo" ? title : text);
  });
  return (
    <fieldset className="choose">
      <legend>{words.sharing.what}</legend>
      {ready.map(({ name, text }) => tick(name, text))}
      {ready.length === 0 ? (
        rest
      ) : (
        <details>
          <summary>{words.sharing.more}</summary>
          {rest}
        </details>
      )}
    </fieldset>
  );
}
