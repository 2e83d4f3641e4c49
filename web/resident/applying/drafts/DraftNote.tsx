import { fill } from "../../../ui/fill.ts";
import { DraftFault } from "../../device/DraftFault.ts";
import { draftLimits } from "../../device/drafts.ts";
import { toMoment } from "../../words/times.ts";
import { useWords } from "../../words/useWords.ts";
import type { Words } from "../../words/Words.ts";
import type { Keeping } from "./DraftKeeper.ts";

type Props = {
  /** Null: nothing was kept since the form was opened. */
  readonly keeping: Keeping | null;
  /** When the draft that the form began with was changed; null: it began without. */
  readonly changedAt: number | null;
};

/** Whether what is filled in is on this device, or why not. */
export function DraftNote({ keeping, changedAt }: Props) {
  const { words, language } = useWords();
  const texts = words.applying.draft;
  if (keeping?.is === "failed")
    return (
      <p className="notice bad" role="alert">
        {explain(keeping.fault, words)}
      </p>
    );
  const at = keeping === null ? changedAt : keeping.draft.changedAt;
  return (
    <p className="hint" role="status">
      {at === null ? texts.willKeep : fill(texts.kept, { time: toMoment(at, language) })}
    </p>
  );
}

function explain(fault: unknown, { applying: { draft } }: Words): string {
  if (!(fault instanceof DraftFault)) return draft.failed;
  return fault.code === "drafts.many"
    ? fill(draft.many, { count: draftLimits.count })
    : draft.large;
}
