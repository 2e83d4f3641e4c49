import { isStatusReason, type StatusReason, statusReasons } from "@sello/api";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

/** `--reason`, one of the codes that there are. */
export function reasonOf(options: OptionValues, otherwise: StatusReason): StatusReason {
  const reason = textOption(options, "reason") ?? otherwise;
  if (isStatusReason(reason)) return reason;
  throw new UsageError(
    `There is no reason "${shown(reason)}": ${Object.keys(statusReasons).join(", ")}`,
  );
}

const toCommand = (action: "suspend" | "reinstate" | "revoke", summary: string): Command => ({
  name: action,
  usage: "ID… --reason CODE --as AUTHORITY",
  summary,
  details:
    "Codes: unspecified, lost, stolen, holder_request, authority_decision, issued_in_error, key_compromise, …\n" +
    "GET /v1/status-reasons lists them with their words. One act covers all copies of a document.",
  options: { ...serverOptions, reason: { type: "string" }, officer: { type: "string" } },
  async run(documents, options) {
    if (documents.length === 0) throw new UsageError("Name the documents.");
    const officer = textOption(options, "officer");
    const reason = reasonOf(options, "unspecified");
    const { acts } = await officerClient(options).actOnStatus({
      body: { documents, action, reason, ...(officer ? { officer } : {}) },
    });
    for (const { document, outcome, code } of acts)
      print(`${shown(document)}  ${outcome}${code ? ` (${shown(code)})` : ""}`);
    return acts.some((act) => act.outcome === "refused") ? exitCodes.failed : exitCodes.ok;
  },
});

export const revoke = toCommand("revoke", "Revokes documents. This cannot be undone.");
export const suspend = toCommand("suspend", "Suspends documents until they are reinstated.");
export const reinstate = toCommand("reinstate", "Ends a suspension.");
