import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

/** The audit as a file. @param authority whose; the officer's own, unless given */
export const useExportAudit = () =>
  useAct("exportAudit", async (authority: string): Promise<Blob> => {
    const lines = await client.exportAudit({ query: authority === "" ? {} : { authority } });
    return new Response(lines).blob();
  });
