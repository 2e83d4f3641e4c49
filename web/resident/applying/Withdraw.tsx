import { useState } from "react";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { forgetAnswers } from "../api/useAnswer.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { useWords } from "../words/useWords.ts";

export function Withdraw({ id }: { readonly id: string }) {
  const { words } = useWords();
  const texts = words.applying;
  const [isAsked, ask] = useState(false);
  const doing = useAct(async () => {
    await client.withdrawMyApplication({ params: { id } as never });
    forgetAnswers("application");
  });
  return (
    <Confirm
      act={texts.withdraw}
      question={texts.withdrawTitle}
      lead={texts.withdrawLead}
      isAsked={isAsked}
      ask={ask}
      doing={doing}
    />
  );
}
