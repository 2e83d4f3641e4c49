import { isStatusReason, statusReasons } from "@sello/api";
import type { Output } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { formatTime } from "../formatVerdict.ts";
import { officerClient, serverOptions } from "../server.ts";
import { complain, print, shown } from "../terminal.ts";

type Key = Output<"listApiKeys">["keys"][number];

const describe = ({ id, authority, label, actions, expiresAt, revokedAt }: Key): string => {
  const state =
    revokedAt === null ? `until ${formatTime(expiresAt)}` : `ended ${formatTime(revokedAt)}`;
  return `${shown(id)}  ${shown(authority)}  ${shown(label)}  ${actions.join(" ")}  ${state}`;
};

/** Unix seconds of `--since`, an ISO 8601 time. */
function sinceOf(options: OptionValues): { since?: number } {
  const text = textOption(options, "since");
  if (text === undefined) return {};
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw new UsageError(
      `--since takes a time such as 2026-11-29T08:00:00Z, not "${shown(text)}".`,
    );
  return { since: Math.floor(ms / 1_000) };
}

async function list(options: OptionValues): Promise<number> {
  for (const key of (await officerClient(options).listApiKeys()).keys) print(describe(key));
  return exitCodes.ok;
}

async function showIssued(id: string, options: OptionValues): Promise<number> {
  const client = officerClient(options);
  for (let after = textOption(options, "after"); ; ) {
    const query = { ...sinceOf(options), ...(after === undefined ? {} : { after }) };
    const page = await client.listIssuedByKey({ params: { id }, query });
    for (const { id: document, type, state, status, issuedAt } of page.documents)
      print(
        `${shown(document)}  ${shown(type)}  ${state}  ${status.value}  ${formatTime(issuedAt)}`,
      );
    if (page.next === null) return exitCodes.ok;
    after = page.next;
  }
}

const isAction = (verb: string): verb is "suspend" | "reinstate" | "revoke" =>
  verb === "suspend" || verb === "reinstate" || verb === "revoke";

/** Page after page; one that was interrupted goes on where it stopped, or begins again without harm. */
async function act(
  action: "suspend" | "reinstate" | "revoke",
  id: string,
  options: OptionValues,
): Promise<number> {
  const reason = textOption(options, "reason") ?? "key_compromise";
  if (!isStatusReason(reason))
    throw new UsageError(
      `There is no reason "${shown(reason)}": ${Object.keys(statusReasons).join(", ")}`,
    );
  const client = officerClient(options);
  let [requested, refused] = [0, 0];
  for (let after = textOption(options, "after"); ; ) {
    const body = { action, reason, ...sinceOf(options), ...(after === undefined ? {} : { after }) };
    const page = await client.actOnIssuedByKey({ params: { id }, body });
    requested += page.requested;
    refused += page.refused.length;
    complain(
      `${requested} to ${action}, ${refused} as they were${page.next === null ? "" : ` … --after ${shown(page.next)}`}`,
    );
    if (page.next === null) return exitCodes.ok;
    after = page.next;
  }
}

export const keys: Command = {
  name: "keys",
  usage:
    "[end ID | issued ID | suspend ID | reinstate ID | revoke ID] --as AUTHORITY [--since TIME]",
  summary: "Lists API keys; ends one; lists, suspends or revokes all that was issued with one.",
  details: [
    "When a key was stolen: end it, look at what was issued with it, suspend all of that while you look,",
    "and revoke what the thief had issued.",
    "  --since TIME    only what was issued from then on: 2026-11-29T08:00:00Z",
    "  --reason CODE   of suspend, reinstate and revoke (key_compromise)",
    "  --after PAGE    goes on after an interruption; what was done already stays as it is",
  ].join("\n"),
  options: {
    ...serverOptions,
    since: { type: "string" },
    reason: { type: "string" },
    after: { type: "string" },
  },
  async run([verb, id, ...more], options) {
    if (verb === undefined) return list(options);
    if (id === undefined || more.length > 0) throw new UsageError("Say one key by its id.");
    if (verb === "issued") return showIssued(id, options);
    if (isAction(verb)) return act(verb, id, options);
    if (verb !== "end") throw new UsageError(`There is no "${shown(verb)}" of a key.`);
    await officerClient(options).revokeApiKey({ params: { id } });
    print(`${shown(id)}  ended`);
    return exitCodes.ok;
  },
};
