import { useState } from "react";
import { fill } from "../../../ui/fill.ts";
import { client } from "../../api/client.ts";
import { useTypes } from "../../sharing/useTypes.ts";
import { useWords } from "../../words/useWords.ts";
import type { Brought, BroughtProblem } from "./readBrought.ts";

type Props = {
  /** Name of the document type that is asked for. */
  readonly type: string;
  readonly brought: Brought | undefined;
  /** @param brought null: it is left out again */
  readonly bring: (brought: Brought | null) => void;
};

/** Of all versions of a type. Rejects where the service does not answer. */
async function vctsOf(type: string): Promise<readonly string[]> {
  const { documentTypes } = await client.listDocumentTypes();
  return documentTypes.flatMap(({ name, vct }) => (name === type ? [vct] : []));
}

/** Hands in a document that is not in the account: as a file. */
export function BringFile({ type, brought, bring }: Props) {
  const { words, language } = useWords();
  const texts = words.applying.bring;
  const { content: types } = useTypes();
  const title = types?.find(({ name }) => name === type)?.title[language] ?? type;
  const [problem, setProblem] = useState<BroughtProblem | null>(null);
  const read = async (file: File) => {
    // Only who brings a file loads what reads it.
    const { readBrought } = await import("./readBrought.ts");
    const found = await readBrought(file, () => vctsOf(type));
    setProblem(typeof found === "string" ? found : null);
    if (typeof found !== "string") bring(found);
  };
  if (brought !== undefined)
    return (
      <p className="told">
        <span>
          {texts.from} <bdi>{brought.file}</bdi>
        </span>{" "}
        <button type="button" className="quiet" onClick={() => bring(null)}>
          {texts.leave}
        </button>
      </p>
    );
  return (
    <>
      <label className="file">
        <input
          type="file"
          accept=".sello,.jwt,.txt,application/vnd.sello,application/vnd.sello+json"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) void read(file);
            currentTarget.value = "";
          }}
        />
        <span>{texts.choose}</span>
      </label>
      {problem === null ? null : (
        <p className="notice bad" role="alert">
          {fill(texts.problem[problem], { type: title })}
        </p>
      )}
    </>
  );
}
