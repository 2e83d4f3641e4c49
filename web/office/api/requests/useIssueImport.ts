import { client } from "../client.ts";
import { useAct } from "../useAct.ts";

/** Has the rows issued that a check found good. A second click changes nothing. */
export const useIssueImport = (id: string) =>
  useAct("issueImport", () => client.issueImport({ params: { id } }));
