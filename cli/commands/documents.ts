import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { formatTime } from "../formatVerdict.ts";
import { officerClient, serverOptions } from "../server.ts";

type DocumentLine = {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly revision: number;
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly status: { readonly value: string; readonly effective: boolean };
};

type Page = { readonly documents: readonly DocumentLine[]; readonly next: string | null };

const describe = (document: DocumentLine): string => {
  const { value, effective } = document.status;
  const status = effective ? value : `${value} (on its way to the chain)`;
  return `${document.id}  ${document.type}  ${document.state}  ${status}  ${formatTime(document.issuedAt)}`;
};

async function list(options: OptionValues): Promise<void> {
  const query = new URLSearchParams({ limit: textOption(options, "limit") ?? "20" });
  for (const name of ["type", "state", "after"]) {
    const value = textOption(options, name);
    if (value) query.set(name, value);
  }
  const page = await officerClient(options).json<Page>(`/v1/documents?${query}`);
  for (const document of page.documents) console.log(describe(document));
  if (page.next) console.error(`More: --after '${page.next}'`);
}

async function save(id: string, options: OptionValues): Promise<void> {
  const query = options["post-quantum"] ? "?cosignatures=post-quantum" : "";
  const response = await officerClient(options).request(
    `/v1/documents/${encodeURIComponent(id)}/sello${query}`,
  );
  const content = Buffer.from(await response.arrayBuffer());
  const output = textOption(options, "output");
  // The file holds every claim: only its owner may read it.
  if (output) writeWhole(callerPath(output), content, 0o600);
  else process.stdout.write(content);
  if (output) console.error(`${output}: ${content.length} bytes`);
}

async function show(id: string, options: OptionValues): Promise<void> {
  const client = officerClient(options);
  const path = `/v1/documents/${encodeURIComponent(id)}`;
  const document = await client.json<DocumentLine>(path);
  const history = await client.json<{ acts: readonly object[] }>(`${path}/status`);
  console.log(JSON.stringify({ ...document, acts: history.acts }, null, 2));
}

export const documents: Command = {
  name: "documents",
  usage:
    "[show ID | save ID -o FILE.sello [--post-quantum]] --as AUTHORITY [--type TYPE] [--state STATE]",
  summary: "Lists an authority's documents; shows one; saves one with its proof.",
  details: [
    "  --post-quantum   saves with the witnesses' ML-DSA-44 cosignatures too, which quantum computers do not",
    "                   forge: some 40 KB more",
  ].join("\n"),
  options: {
    ...serverOptions,
    type: { type: "string" },
    state: { type: "string" },
    after: { type: "string" },
    limit: { type: "string" },
    output: { type: "string", short: "o" },
    "post-quantum": { type: "boolean" },
  },
  async run([verb, id, ...more], options) {
    if (verb === undefined) await list(options);
    else if (verb === "show" && id && more.length === 0) await show(id, options);
    else if (verb === "save" && id && more.length === 0) await save(id, options);
    else throw new UsageError("Say nothing, or show ID, or save ID.");
    return exitCodes.ok;
  },
};
