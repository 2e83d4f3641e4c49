import type { Language } from "@sello/sdk";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Asked = { readonly id: string; readonly language: Language };

/** What became of every row, as a file. */
export const useResultFile = () =>
  useAct("readResult", async ({ id, language }: Asked) => {
    const stream = await client.getImportResult(
      { params: { id }, query: { lang: language } },
      { accept: "text/csv" },
    );
    return new Response(stream, { headers: { "content-type": "text/csv;charset=utf-8" } }).blob();
  });
