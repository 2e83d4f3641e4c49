import type { Output } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { formatTime } from "../formatVerdict.ts";
import { pagesOf } from "../pagesOf.ts";
import { officerClient, serverOptions } from "../server.ts";
import { sinceOf } from "../sinceOf.ts";
import { complain, print, shown } from "../terminal.ts";
import { describeDocument } from "./documents.ts";
import { reasonOf } from "./statusActs.ts";

type Key = Output<"listApiKeys">["keys"][number];

const describe = (key: Key): string => {
  const { id, authority, label, actions, expiresAt, revokedAt, documentsPerDay, today } = key;
  const state =
    revokedAt === null ? `until ${formatTime(expiresAt)}` : `ended ${formatTime(revokedAt)}`;
  const day =
    documentsPerDay === null ? "" : `  ${today?.documents ?? 0} of ${documentsPerDay} today`;
  return `${shown(id)}  ${shown(authority)}  ${shown(label)}  ${actions.join(" ")}  ${state}${day}`;
};

async function list(options: OptionValues): Promise<number> {
  for (const key of (await officerClient(options).listApiKeys()).keys) print(describe(key));
  return exitCodes.ok;
}

async function limit(id: string, number: string, options: OptionValues): Promise<number> {
  if (number !== "none" && !/^[1-9]\d{0,8}$/.test(number))
    throw new UsageError("Say how many documents a day, or none.");
  const documentsPerDay = number === "none" ? null : Number(number);
  const key = await officerClient(options).limitApiKey({
    params: { id },
    body: { documentsPerDay },
  });
  print(describe(key));
  return exitCodes.ok;
}

async function showIssued(id: string, options: OptionValues): Promise<number> {
  const client = officerClient(options);
  const since = sinceOf(options);
  const pages = pagesOf(
    (after) => client.listIssuedByKey({ params: { id }, query: { ...since, ...after } }),
    textOption(options, "after"),
  );
  for await (const { documents } of pages)
    for (const document of documents) print(describeDocument(document));
  return exitCodes.ok;
}

const isAction = (verb: string): verb is "suspend" | "reinstate" | "revoke" =>
  verb === "suspend" || verb === "reinstate" || verb === "revoke";

/** Page after page; one that was interrupted goes on where it stopped, or begins again without harm. */
async function act(
  action: "suspend" | "reinstate" | "revoke",
  id: string,
  options: OptionValues,
): Promise<number> {
  const reason = reasonOf(options, "key_compromise");
  const client = officerClient(options);
  let [requested, refused] = [0, 0];
  const asked = { action, reason, ...sinceOf(options) };
  const pages = pagesOf(
    (after) => client.actOnIssuedByKey({ params: { id }, body: { ...asked, ...after } }),
    textOption(options, "after"),
  );
  for await (const page of pages) {
    requested += page.requested;
    refused += page.refused.length;
    const more = page.next === null ? "" : ` … --after ${shown(page.next)}`;
    complain(`${requested} to ${action}, ${refused} as they were${more}`);
  }
  return exitCodes.ok;
}

export const keys: Command = {
  name: "keys",
  usage:
    "[end ID | limit ID NUMBER | issued ID | suspend ID | reinstate ID | revoke ID] --as AUTHORITY [--since TIME]",
  summary:
    "Lists API keys; ends one or limits it; lists, suspends or revokes all that was issued with one.",
  details: [
    "When a key was stolen: end it, look at what was issued with it, suspend all of that while you look,",
    "and revoke what the thief had issued.",
    "`limit` says how many documents may be issued with it in a day of the city, or `none`.",
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
    if (verb === "limit" && id !== undefined && more.length === 1)
      return limit(id, more[0] ?? "", options);
    if (id === undefined || more.length > 0) throw new UsageError("Say one key by its id.");
    if (verb === "issued") return showIssued(id, options);
    if (isAction(verb)) return act(verb, id, options);
    if (verb !== "end") throw new UsageError(`There is no "${shown(verb)}" of a key.`);
    await officerClient(options).revokeApiKey({ params: { id } });
    print(`${shown(id)}  ended`);
    return exitCodes.ok;
  },
};
