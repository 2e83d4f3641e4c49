import { useEffect, useState } from "react";

const tickMs = 1_000;

/** The time in Unix seconds, each second; where it does not run, as it was last. */
export function useNow(isRunning = true): number {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now() / 1000), tickMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
