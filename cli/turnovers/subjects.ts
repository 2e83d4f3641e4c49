import { readFileSync } from "node:fs";
import type { Input } from "@sello/api/client";
import { CliError, UsageError } from "../CliError.ts";
import { type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { sinceOf } from "../sinceOf.ts";
import { shown } from "../terminal.ts";

type NewTurnover = Input<"beginTurnover">["body"];

/** Options of all kinds. */
export const subjectOptions = {
  authority: { type: "string" },
  overlap: { type: "string" },
  end: { type: "string" },
  renew: { type: "string" },
  quorum: { type: "string" },
  signer: { type: "string" },
  role: { type: "string" },
  key: { type: "string" },
  since: { type: "string" },
  "to-rpc": { type: "string" },
  "chain-id": { type: "string" },
} as const;

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `10m`, `2h`, `7d`, or seconds. */
function overlapOf(options: OptionValues): { overlapSeconds?: number } {
  const text = textOption(options, "overlap");
  if (text === undefined) return {};
  const [, count, unit = "s"] = /^(\d{1,9})([smhd])?$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError("--overlap is a time such as 90s, 10m, 2h or 7d.");
  return { overlapSeconds: Number(count) * (units[unit] ?? 1) };
}

type Reader = (options: OptionValues, file: string | undefined) => NewTurnover;

/** Whether they are witnesses is for the service to say. */
function readWitnesses(file: string) {
  try {
    return JSON.parse(readFileSync(callerPath(file), "utf8"));
  } catch {
    throw new CliError(`${shown(file)} cannot be read as JSON.`, exitCodes.noInput);
  }
}

const namesOf = (text: string): string[] => text.split(",").filter((name) => name !== "");

function witnessesOf(options: OptionValues, file: string | undefined): NewTurnover {
  const end = textOption(options, "end");
  const renew = textOption(options, "renew");
  const quorum = textOption(options, "quorum");
  if (quorum !== undefined && !/^\d{1,2}$/.test(quorum))
    throw new UsageError("--quorum is a number of witnesses.");
  return {
    kind: "witnesses",
    ...(file === undefined ? {} : { add: readWitnesses(file) }),
    ...(end === undefined ? {} : { end: namesOf(end) }),
    ...(renew === undefined ? {} : { renew: namesOf(renew) }),
    ...(quorum === undefined ? {} : { quorum: Number(quorum) }),
    ...overlapOf(options),
  };
}

const readers: Readonly<Record<NewTurnover["kind"], Reader>> = {
  "signing-key": (options) => {
    const authority = textOption(options, "authority");
    return {
      kind: "signing-key",
      ...(authority === undefined ? {} : { authority }),
      ...overlapOf(options),
    };
  },
  "log-key": (options) => ({ kind: "log-key", ...overlapOf(options) }),
  witnesses: witnessesOf,
  "chain-account": (options) => {
    const role = textOption(options, "role");
    if (role !== "anchor" && role !== "status" && role !== "relay")
      throw new UsageError("Say which account, with --role anchor, status or relay.");
    return { kind: "chain-account", role };
  },
  "sealing-secret": () => ({ kind: "sealing-secret" }),
  "digest-secret": () => ({ kind: "digest-secret" }),
  "distrust-signing-key": (options) => {
    const authority = textOption(options, "authority");
    return {
      kind: "distrust-signing-key",
      kid: keyOf(options, "its id, as /v1/authorities/SLUG/jwks shows it"),
      ...(authority === undefined ? {} : { authority }),
      ...sinceOf(options),
    };
  },
  "distrust-note-key": (options) => ({
    kind: "distrust-note-key",
    key: keyOf(options, "as the trust list has it"),
    ...sinceOf(options),
  }),
  "trust-signer": (options) => {
    const signer = textOption(options, "signer");
    if (signer === undefined) throw new UsageError("Say whose key, with --signer NAME.");
    return { kind: "trust-signer", signer };
  },
  migration: migrationOf,
};

function keyOf(options: OptionValues, words: string): string {
  const key = textOption(options, "key");
  if (key === undefined) throw new UsageError(`Say which key, with --key KEY: ${words}.`);
  return key;
}

function migrationOf(options: OptionValues): NewTurnover {
  const rpcUrl = textOption(options, "to-rpc");
  const chainId = textOption(options, "chain-id");
  if (chainId !== undefined && !/^[1-9][0-9]{0,14}$/.test(chainId))
    throw new UsageError("--chain-id is a whole number, such as 1337.");
  if (rpcUrl !== undefined && chainId === undefined)
    throw new UsageError("--to-rpc needs --chain-id: say which chain it is.");
  return {
    kind: "migration",
    ...(rpcUrl === undefined ? {} : { rpcUrl }),
    ...(chainId === undefined ? {} : { chainId: Number(chainId) }),
  };
}

const turnoverKinds = Object.keys(readers) as NewTurnover["kind"][];

/** What the command line asks for. */
export function readSubject(
  [kind, file, ...more]: readonly string[],
  options: OptionValues,
): NewTurnover {
  const read = kind === undefined ? undefined : readers[kind as NewTurnover["kind"]];
  if (!read) throw new UsageError(`Say what is to be changed: ${turnoverKinds.join(", ")}.`);
  if (more.length > 0 || (file !== undefined && kind !== "witnesses"))
    throw new UsageError("Name one kind; a file of witnesses may follow.");
  return read(options, file);
}
