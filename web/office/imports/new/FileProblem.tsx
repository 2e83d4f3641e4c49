import { Alert, Button } from "@mantine/core";
import { ApiProblem } from "@sello/api/client";
import type { LocalizedText } from "@sello/sdk";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ReadingChoices } from "../../api/requests/usePreview.ts";
import { useProblemKind } from "../../api/requests/useProblemKind.ts";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";

type Props = { readonly error: Error; onChoose(choices: ReadingChoices): void };

/** Why a file cannot be read as it is, in the words that the service has for it, and what can be chosen instead. */
export function FileProblem({ error, onChoose }: Props) {
  const { local } = useFormats();
  const words = error instanceof ApiProblem ? wordsOf(error.problem.words) : null;
  const kind = useProblemKind(words && error instanceof ApiProblem ? error.code : null);
  if (!(error instanceof ApiProblem) || words === null) return <ProblemNotice error={error} />;
  return (
    <Alert
      className="notice bad"
      role="alert"
      title={kind.data ? local(kind.data.title) : error.problem.title}
    >
      <LooksLike
        encoding={error.code === "import.encoding" ? error.problem.looksLike : null}
        otherwise={local(words)}
        onChoose={onChoose}
      />
      <p className="fine">
        <code>{error.code}</code>
      </p>
    </Alert>
  );
}

type LooksLikeProps = Pick<Props, "onChoose"> & {
  readonly encoding: unknown;
  readonly otherwise: string;
};
const guessed = ["gb18030", "windows-1252", "utf-16le", "utf-16be", "big5"] as const;

/** What the file may be, to be tried; `otherwise` the words of the service, which are for those who send files by program, too. */
function LooksLike({ encoding: found, otherwise, onChoose }: LooksLikeProps) {
  const { t } = useTranslation();
  const encoding = guessed.find((each) => each === found);
  if (encoding === undefined) return <p>{otherwise}</p>;
  const name = t(`imports.encoding.${encoding}`);
  return (
    <>
      <p>{t("imports.looksLike", { encoding: name })}</p>
      <Button size="xs" variant="default" onClick={() => onChoose({ encoding })}>
        {t("imports.readAs", { encoding: name })}
      </Button>
    </>
  );
}

function wordsOf(words: unknown): LocalizedText | null {
  const isText = typeof words === "object" && words !== null && "zh" in words && "en" in words;
  return isText ? (words as LocalizedText) : null;
}
