import type { Client, Output } from "@sello/api/client";
import type { Command } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { pagesOf } from "../pagesOf.ts";
import { publicClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

type Authority = Output<"getAuthority">;

const stateOf = (authority: Authority): string =>
  authority.states.find((interval) => interval.until === null)?.state ?? "unknown";

async function readAll(client: Pick<Client, "listAuthorities">): Promise<readonly Authority[]> {
  const all: Authority[] = [];
  const pages = pagesOf((query) => client.listAuthorities({ query }));
  for await (const { authorities } of pages) all.push(...authorities);
  return all;
}

export const authorities: Command = {
  name: "authorities",
  usage: "[--lang zh|es|en]",
  summary: "Shows the tree of authorities.",
  options: { ...languageOption, server: serverOptions.server },
  async run(_words, options) {
    const language = chosenLanguage(options);
    const all = await readAll(publicClient(options));
    const byParent = Map.groupBy(all, ({ parent }) => parent);
    const show = (parent: Authority["parent"], depth: number): void => {
      for (const authority of byParent.get(parent) ?? []) {
        const state = stateOf(authority) === "active" ? "" : `  [${stateOf(authority)}]`;
        print(
          `${"  ".repeat(depth)}${shown(authority.slug)}  ${shown(authority.name[language])}${state}`,
        );
        show(authority.id, depth + 1);
      }
    };
    show(null, 0);
    return exitCodes.ok;
  },
};
