import { useEffect, useState } from "react";
import { serverNow } from "../api/serverTime.ts";

/** Unix seconds by the service's clock, again each second. */
export function useNow(): number {
  const [seconds, tick] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => tick(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
