import { useEffect } from "react";
import { client } from "../api/client.ts";
import { forgetAnswers, useAnswer } from "../api/useAnswer.ts";
import { isUnderWay } from "./applicationState.ts";

/** One application, asked again at each of its steps as long as it goes on by itself. */
export function useApplication(id: string) {
  const key = `application ${id}`;
  const answer = useAnswer(key, () => client.getMyApplication({ params: { id } as never }));
  const { content } = answer;
  const isLive = content !== null && isUnderWay(content);
  useEffect(() => {
    if (!isLive) return;
    const controller = new AbortController();
    void follow(id, key, controller.signal);
    return () => controller.abort();
  }, [id, key, isLive]);
  return answer;
}

/** A stream that breaks is no fault of the application: it is asked once more, and shows what there is. */
async function follow(id: string, key: string, signal: AbortSignal): Promise<void> {
  try {
    const events = await client.followMyApplication({ params: { id } as never }, { signal });
    for await (const _ of events) if (!signal.aborted) forgetAnswers(key);
  } catch {
    // See above.
  }
  if (!signal.aborted) forgetAnswers(key, "applications", "documents", "notices");
}
