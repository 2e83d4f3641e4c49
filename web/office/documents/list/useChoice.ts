import { useCallback, useMemo, useState } from "react";
import type { Choice } from "./DocumentRow.tsx";

/** As many as one request may name. */
export const chosenMax = 10_000;

/** The documents that an officer has chosen in a list. */
export function useChoice(): Choice & { clear(): void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = useCallback(
    (id: string, isChosen: boolean) =>
      setChosen((before) => {
        const next = new Set(before);
        if (isChosen && next.size < chosenMax) next.add(id);
        else next.delete(id);
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setChosen(new Set()), []);
  return useMemo(() => ({ chosen, choose, clear }), [chosen, choose, clear]);
}
