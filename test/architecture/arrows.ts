/** A part of the program: what it is for, and which other parts it may import. */
export type Part = { readonly job: string; readonly may: readonly string[] };

/** What every step of a document's life may import. */
const base = ["sdk", "api", "services/platform", "services/http"];

/**
 * The arrows of the architecture: a part may import itself and the parts named here. A file's part is the
 * longest prefix of its path. ARCHITECTURE.md shows this table; a test compares.
 */
export const parts: Readonly<Record<string, Part>> = {
  sdk: { job: "npm package: verify and present a document, in Node and browsers", may: [] },
  api: { job: "npm package: the contract of the HTTP API, and a typed client", may: ["sdk"] },
  "services/platform": {
    job: "database, loops, config, clock, logger, limits, errors",
    may: ["sdk", "api"],
  },
  "services/http": {
    job: "Express: routes from the contract, problems, OpenAPI; knows no feature",
    may: ["sdk", "api", "services/platform"],
  },
  "services/signing": {
    job: "opens private keys; signs documents, checkpoints, trust lists",
    may: ["sdk", "services/platform"],
  },
  "services/ledger": {
    job: "the chain: contracts, journal, sending, indexing, deploying",
    may: ["sdk", "services/platform"],
  },
  "services/audit": { job: "who did what, and why; a chain of it", may: base },
  "services/registry": {
    job: "who may issue what: authorities, document types, keys, changes, trust list",
    may: [...base, "services/signing", "services/ledger"],
  },
  "services/accounts": {
    job: "API keys, officers' sessions, residents' accounts, and for whom a caller may act",
    may: [...base, "services/audit", "services/ledger", "services/registry"],
  },
  "services/status": {
    job: "suspend, reinstate, revoke; publish Token Status Lists",
    may: [...base, "services/audit", "services/signing", "services/ledger", "services/registry"],
  },
  "services/issuing": {
    job: "issue one, many, from a file; renew, correct, replace, copy",
    may: [
      ...base,
      "services/audit",
      "services/signing",
      "services/registry",
      "services/accounts",
      "services/status",
    ],
  },
  "services/anchoring": {
    job: "batch, checkpoint, cosign, prove: the document log",
    may: [...base, "services/signing", "services/ledger", "services/registry", "services/issuing"],
  },
  "services/hooks": {
    job: "tells departments' systems what happened; sends from a process without keys",
    may: [...base, "services/audit", "services/registry"],
  },
  "services/turnover": {
    job: "changes of keys, witnesses, accounts and secrets while the program runs",
    may: [
      ...base,
      "services/audit",
      "services/signing",
      "services/ledger",
      "services/registry",
      "services/accounts",
      "services/status",
      "services/issuing",
      "services/anchoring",
    ],
  },
  "services/wallet": {
    job: "a resident's documents, copies and notices, and what they show by links",
    may: [
      ...base,
      "services/audit",
      "services/registry",
      "services/accounts",
      "services/status",
      "services/issuing",
      "services/anchoring",
    ],
  },
  "services/applications": {
    job: "what residents ask for: service items, review, queue, receipts",
    may: [
      ...base,
      "services/audit",
      "services/signing",
      "services/registry",
      "services/accounts",
      "services/status",
      "services/issuing",
      "services/anchoring",
      "services/verifying",
      "services/wallet",
    ],
  },
  "services/home": {
    job: "what waits for an officer, and what happened since they were last here",
    may: [...base, "services/registry", "services/accounts", "services/turnover"],
  },
  "services/verifying": {
    job: "gathers what the sdk needs to judge a document",
    may: [...base, "services/status", "services/anchoring"],
  },
  "services/witness": {
    job: "one centre's witness: cosigns what continues the log and what the contract says",
    may: ["sdk", "services/platform", "services/signing", "services/ledger", "services/anchoring"],
  },
  "services/trust-signer": {
    job: "one office that signs trust lists: rebuilds them from its own node, and refuses others",
    may: ["sdk", "services/platform", "services/signing", "services/ledger", "services/registry"],
  },
  "services/operations": {
    job: "health, figures, metrics, backup",
    may: [...base, "services/ledger", "services/anchoring"],
  },
  "services/pages": {
    job: "the public pages that are rendered here, and the page of the officers' console",
    may: [...base, "services/registry", "services/operations"],
  },
  "services/front": {
    job: "what strangers reach: hands requests on to the process that holds keys, and asks it for what is signed",
    may: [
      ...base,
      "services/registry",
      "services/status",
      "services/anchoring",
      "services/operations",
    ],
  },
  dev: {
    job: "what the default brings and production has not: embedded database and chain, demo city, its wallets",
    may: [
      "sdk",
      "api",
      "services/platform",
      "services/http",
      "services/signing",
      "services/ledger",
      "services/registry",
      "services/turnover",
    ],
  },
  "services/compose": {
    job: "builds all of it; the only place that does",
    may: ["sdk", "api", "services", "dev"],
  },
  "services/main.ts": { job: "the entrance", may: ["services/compose", "services/platform"] },
  cli: { job: "the command line, and the monitor", may: ["sdk", "api"] },
  web: { job: "what runs in browsers", may: ["sdk", "api"] },
  bench: {
    job: "figures, each beside its limit",
    may: ["sdk", "api", "services", "dev", "cli", "scripts", "test"],
  },
  scripts: {
    job: "run by hand, or by the tests",
    may: ["sdk", "api", "services", "dev", "cli", "test"],
  },
};

/**
 * Files that put a port into practice, or a feature onto HTTP. Only their own part and compose import them for
 * more than their types.
 */
export const isAdapter = (path: string): boolean =>
  /\/(?:Pg[A-Z]|Evm[A-Z]|Sqlite[A-Z]|File[A-Z]|HttpWitnesses|HttpTrustSigner)\w*\.ts$|Routes\.ts$/.test(
    path,
  );

/** Who may build adapters of others. */
export const builders = ["services/compose", "services/main.ts", "bench", "scripts"];

export const partOf = (path: string): string | undefined =>
  Object.keys(parts)
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];

/** The table of ARCHITECTURE.md. */
export const toTable = (): string =>
  [
    "| part | job | may import |",
    "|---|---|---|",
    ...Object.entries(parts).map(
      ([name, { job, may }]) =>
        `| \`${name}${name.endsWith(".ts") ? "" : "/"}\` | ${job} | ${may.map(toShort).join(", ") || "nothing of the repository"} |`,
    ),
  ].join("\n");

const toShort = (name: string): string =>
  name === "services" ? "all of services" : name.replace("services/", "");
