import { createClient } from "@sello/api/client";
import { useState } from "react";
import { sendInSession } from "../client.ts";
import { useAct } from "../useAct.ts";
import type { ChosenFile, ReadingChoices } from "./usePreview.ts";

type Sending = {
  readonly type: string;
  readonly chosen: ChosenFile;
  readonly choices: ReadingChoices;
};

const nameCharacters = 200;

/** Sends a file to be checked: nothing of it is issued before that is asked for. Tells how much has gone. */
export function useSendFile() {
  const [sent, setSent] = useState(0);
  const act = useAct("sendFile", ({ type, chosen, choices }: Sending) => {
    const { file } = chosen;
    setSent(0);
    const client = createClient({
      baseUrl: window.location.origin,
      fetch: (input, init) => sendInSession(input, init, (bytes) => setSent(bytes / file.size)),
    });
    const fileName = file.name.slice(0, nameCharacters);
    return client.startImport({
      query: { type, fileName, dryRun: true, ...choices },
      body: { type: chosen.type, content: file },
    });
  });
  return { ...act, sent };
}
