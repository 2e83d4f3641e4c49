import { formatSelloFile, type SelloFile } from "@sello/sdk";
import { text } from "../http/routes/Reply.ts";

/** A document with its proof, to be saved. @param name without its ending */
export const selloFile = (name: string, file: SelloFile) =>
  text("application/vnd.sello+json", formatSelloFile(file), {
    headers: { "content-disposition": `attachment; filename="${name}.sello"` },
  });
