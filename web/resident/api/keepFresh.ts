import { whileLookedAt } from "../../ui/whileLookedAt.ts";
import { client } from "./client.ts";
import { forgetAnswers } from "./useAnswer.ts";

const everyMs = 10_000;
/** Shorter than a session that nobody uses: a page that lies open does not keep one going. */
const forMs = 10 * 60_000;

/**
 * While somebody looks, asks whether anything happened: something was revoked, a device was added. Then all that is shown is
 * asked again. @returns ends it
 */
export function keepFresh(): () => void {
  let newest: string | null | undefined;
  return whileLookedAt(
    async () => {
      const { notices } = await client.listMyNotices();
      const found = notices[0]?.id ?? null;
      const isNew = newest !== undefined && found !== newest;
      newest = found;
      if (isNew) forgetAnswers("");
    },
    { everyMs, forMs },
  );
}
