import type { Input } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import { type OptionValues, textOption } from "../Command.ts";

type NewTurnover = Input<"beginTurnover">["body"];

/** Options of all kinds. */
export const subjectOptions = {
  authority: { type: "string" },
  overlap: { type: "string" },
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

const readers: Readonly<Record<NewTurnover["kind"], (options: OptionValues) => NewTurnover>> = {
  "signing-key": (options) => {
    const authority = textOption(options, "authority");
    return {
      kind: "signing-key",
      ...(authority === undefined ? {} : { authority }),
      ...overlapOf(options),
    };
  },
  migration: migrationOf,
};

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

export const turnoverKinds = Object.keys(readers) as NewTurnover["kind"][];

/** What the command line asks for. */
export function readSubject(kind: string | undefined, options: OptionValues): NewTurnover {
  const read = kind === undefined ? undefined : readers[kind as NewTurnover["kind"]];
  if (!read) throw new UsageError(`Say what is to be changed: ${turnoverKinds.join(", ")}.`);
  return read(options);
}
