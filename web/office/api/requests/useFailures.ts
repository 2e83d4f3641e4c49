import type { Language } from "@sello/sdk";
import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

type Asked = { readonly id: string; readonly language: Language };

/** The rejected rows as a file. An act: that they were read is recorded. */
export const useFailures = () =>
  useAct("readFailures", async ({ id, language }: Asked) => {
    let type = "";
    const stream = await client.getImportFailures(
      { params: { id }, query: { lang: language } },
      { onAnswer: ({ headers }) => (type = headers.get("content-type") ?? "") },
    );
    return new Response(stream, { headers: { "content-type": type } }).blob();
  });
