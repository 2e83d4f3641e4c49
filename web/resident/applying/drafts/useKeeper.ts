import { useEffect, useRef, useState } from "react";
import type { Vault } from "../../device/vault.ts";
import { DraftKeeper, type Keeping } from "./DraftKeeper.ts";

/** Keeps what a form tells it as long as the form is open, and at once when it is closed or out of sight. @param vault null: nothing is kept */
export function useKeeper(vault: Vault | null) {
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  const keeper = useRef<DraftKeeper | null>(null);
  useEffect(() => {
    if (vault === null) return;
    const made = new DraftKeeper(vault, setKeeping);
    keeper.current = made;
    const flush = () => void made.flush();
    document.addEventListener("visibilitychange", flush);
    window.addEventListener("pagehide", flush);
    return () => {
      document.removeEventListener("visibilitychange", flush);
      window.removeEventListener("pagehide", flush);
      keeper.current = null;
      flush();
    };
  }, [vault]);
  return { keeper, keeping };
}
