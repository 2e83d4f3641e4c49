import { useCallback, useRef, useState } from "react";

export type Act<Input> = {
  readonly isBusy: boolean;
  /** Why the last try failed; null: it did not. */
  readonly fault: unknown;
  /** Does it, unless it is being done. Never rejects. @returns whether it was done */
  readonly run: (input: Input) => Promise<boolean>;
  readonly clear: () => void;
};

/** An act of the reader's: one at a time, with what came of it. */
export function useAct<Input = void>(work: (input: Input) => Promise<unknown>): Act<Input> {
  const [state, setState] = useState<{ isBusy: boolean; fault: unknown }>({
    ...{ isBusy: false, fault: null },
  });
  const busy = useRef(false);
  const newest = useRef(work);
  newest.current = work;
  const run = useCallback(async (input: Input) => {
    if (busy.current) return false;
    busy.current = true;
    setState({ isBusy: true, fault: null });
    try {
      await newest.current(input);
      setState({ isBusy: false, fault: null });
      return true;
    } catch (fault) {
      setState({ isBusy: false, fault });
      return false;
    } finally {
      busy.current = false;
    }
  }, []);
  const clear = useCallback(() => setState({ isBusy: false, fault: null }), []);
  return { ...state, run, clear };
}
