import type { Command } from "../Command.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { officerClient, serverOptions } from "../server.ts";
import { exitCodeOf, followTurnover, showTurnover } from "../turnovers/followTurnover.ts";
import { readSubject, subjectOptions } from "../turnovers/subjects.ts";

export const turnover: Command = {
  name: "turnover",
  usage: "KIND --as AUTHORITY [--wait] …",
  summary: "Changes a key, an account, witnesses or a secret while Sello runs.",
  details: [
    "  signing-key     another signing key for an authority: [--authority SLUG] [--overlap 1h]",
    "  log-key         another key of the log: [--overlap 1h]",
    "  witnesses       [FILE] [--end NAME,…] [--quorum N] [--overlap 1h]; FILE holds the new ones as",
    '                  [{"name", "key", "postQuantumKey", "url"}]; --renew NAME,… of the demo makes them',
    "  trust-signer    another key of an office that signs trust lists: --signer NAME",
    "  chain-account   another account that sends to the chain: --role anchor|status|relay",
    "  sealing-secret  another secret for the file that opens the private keys; its file is replaced",
    "  digest-secret   another secret for the digests by which records, persons and requests are found",
    "  distrust-signing-key  nothing that a stolen key signed since counts: --key KID [--authority SLUG]",
    "                  [--since 2026-11-29T08:00:00Z]",
    "  distrust-note-key     the same for a key of the log or a witness that has ended: --key VKEY [--since]",
    "  migration       the next contracts, on this chain or another: [--to-rpc URL --chain-id N]",
    "  --overlap TIME  how long old and new go side by side: 90s, 10m, 2h, 7d",
    "  --wait          stays until it is done",
    "Documents of before stay valid. ./sello turnovers shows what is under way.",
  ].join("\n"),
  options: {
    ...serverOptions,
    ...languageOption,
    ...subjectOptions,
    wait: { type: "boolean" },
  },
  async run(words, options) {
    const client = officerClient(options);
    const begun = await client.beginTurnover({ body: readSubject(words, options) });
    const language = chosenLanguage(options);
    if (options.wait) return followTurnover(client, begun.id, language);
    showTurnover(begun, language);
    return exitCodeOf(begun);
  },
};
