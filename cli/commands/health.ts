import { styleText } from "node:util";
import type { Output } from "@sello/api/client";
import type { Command } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { publicClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

type Parts = Output<"isReady">["parts"];
type Part = Parts[keyof Parts];

const colours = { green: "green", amber: "yellow", red: "red" } as const;

const describe = (name: string, { state, problem, measured }: Part): string => {
  const figures = Object.entries(measured).map(([key, value]) => `${key} ${value ?? "–"}`);
  const words = [problem ?? "", ...figures]
    .filter((word) => word !== "")
    .map(shown)
    .join(", ");
  return `  ${styleText(colours[state], state.padEnd(6))} ${shown(name).padEnd(13)} ${words}`;
};

export const health: Command = {
  name: "health",
  usage: "",
  summary: "Shows the state of the service's parts: database, chain, indexer, documents, log.",
  options: { server: serverOptions.server },
  async run(_words, options) {
    const report = await publicClient(options).isReady();
    for (const [name, part] of Object.entries(report.parts)) print(describe(name, part));
    return report.ready ? exitCodes.ok : exitCodes.failed;
  },
};
