import { ApiFailure } from "@sello/api/client";
import { Fault } from "../../parts/Fault.tsx";
import { useWords } from "../../words/useWords.ts";

type Props = {
  readonly fault: unknown;
  /** Whether what was filled in is on this device. */
  readonly isKept: boolean;
};

/** Why it was not sent; without network, what becomes of what was filled in. */
export function SendFault({ fault, isKept }: Props) {
  const { words } = useWords();
  const texts = words.applying.draft;
  if (!(fault instanceof ApiFailure) || fault.code !== "api.unreachable")
    return <Fault fault={fault} />;
  return (
    <div className="notice bad" role="alert">
      <p>{isKept ? texts.offlineKept : texts.offlineNotKept}</p>
    </div>
  );
}
