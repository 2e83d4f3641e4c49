import type { JsonAnswer } from "../http/routes/Route.ts";
import type { Authority } from "./Registry.ts";

/** An authority as JSON has it. */
export const toAuthorityView = ({ iss, ...found }: Authority): JsonAnswer<"getAuthority"> => ({
  ...found,
  issuer: iss,
});
