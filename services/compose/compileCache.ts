import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";

/** For the environment of a process that we start: it keeps its compiled code where we keep ours. */
export function compileCache(): NodeJS.ProcessEnv {
  const ours = getCompileCacheDir();
  return ours === undefined ? {} : { NODE_COMPILE_CACHE: dirname(ours) };
}
