import { serveApart } from "./serveApart.ts";
import { startFront } from "./startFront.ts";

serveApart(startFront);
