import { serveApart } from "./serveApart.ts";
import { startImporting } from "./startImporting.ts";

serveApart(startImporting);
