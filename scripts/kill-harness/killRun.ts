import { Database } from "../../services/platform/database/Database.ts";
import { Acknowledged } from "./Acknowledged.ts";
import { prepareApplicants } from "./applications/Applicants.ts";
import { ApplicationLoad } from "./applications/ApplicationLoad.ts";
import { Client } from "./Client.ts";
import type { Examination, Findings } from "./examine/Examination.ts";
import { examineApplications } from "./examine/examineApplications.ts";
import { examineDocuments } from "./examine/examineDocuments.ts";
import { examineHealth } from "./examine/examineHealth.ts";
import { examineImports } from "./examine/examineImports.ts";
import { examineLog } from "./examine/examineLog.ts";
import { examineProofs } from "./examine/examineProofs.ts";
import { examineStreams } from "./examine/examineStreams.ts";
import { rest } from "./examine/rest.ts";
import { Killer } from "./Killer.ts";
import { Load } from "./Load.ts";
import { Migration, type MigrationTarget } from "./Migration.ts";
import type { Promotion } from "./Promotion.ts";
import type { Sello } from "./Sello.ts";
import { type Kill, schedule } from "./schedule.ts";

export type KillRunOptions = {
  readonly sello: Sello;
  readonly seed: number;
  readonly kills: number;
  readonly rowsMax: number;
  /** Residents who apply for service items meanwhile. */
  readonly applicants: number;
  /** Where the network is to move in the middle of the kills; it stays unless given. */
  readonly migrate?: MigrationTarget;
  /** The database of `sello`, whose standby is promoted in the middle of the kills. */
  readonly promotion?: Promotion;
  readonly onProgress?: (line: string) => void;
};

export type KillReport = {
  readonly seed: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<"killing" | "resting" | "examining", number>>;
  readonly violations: readonly string[];
};

/** What was made ready before the first kill. */
type Prepared = {
  readonly migration: Migration | null;
  readonly applications: ApplicationLoad;
};

/** Of the demo's twelve witnesses. */
const quorum = 8;
/** The city's administration, which begins a migration. */
const city = "shenzhen";
/** It issues identity cards. */
const register = "population-administration";

const secondsSince = (start: number): number => Math.round((performance.now() - start) / 100) / 10;

/** Kills the program under load as the seed says, lets it come to rest, and examines what is left. */
export async function killRun(options: KillRunOptions): Promise<KillReport> {
  const { sello, migrate } = options;
  const stopping = new AbortController();
  const client = new Client(() => sello.url, stopping.signal);
  const acknowledged = new Acknowledged();
  await sello.up();
  const pinnedTrustList = (await client.ask("/v1/trust-list", ""))?.body ?? "";
  const violate = (what: string) => acknowledged.violate(what);
  const migration = migrate
    ? await Migration.prepare({ target: migrate, client, secret: sello.secretOf(city), violate })
    : null;
  const database = new Database(sello.databaseUrl, { connectionsMax: 4 });
  try {
    const applicants = await prepareApplicants(
      {
        ...{ url: sello.pageUrl, client, secret: sello.secretOf(register) },
        ...{ database: database.pool, acknowledged },
      },
      options.applicants,
    );
    const applications = new ApplicationLoad({
      client: new Client(() => sello.pageUrl, stopping.signal),
      ...{ acknowledged, applicants, seed: options.seed },
    });
    const otherChainUrl = migration?.chainUrl ?? null;
    return await runAndExamine(
      options,
      {
        sello,
        client,
        database: database.pool,
        acknowledged,
        otherChainUrl,
        quorum,
        pinnedTrustList,
      },
      { migration, applications },
    );
  } finally {
    await database.close();
    await migration?.dispose();
  }
}

async function runAndExamine(
  { seed, onProgress = () => {}, ...options }: KillRunOptions,
  examination: Examination,
  { migration, applications }: Prepared,
): Promise<KillReport> {
  const { acknowledged, client } = examination;
  const killing = performance.now();
  const { killer, ended } = await killUnderLoad({ seed, onProgress, ...options }, examination, {
    migration,
    applications,
  });
  const killed = secondsSince(killing);
  const resting = performance.now();
  await ended();
  const unrest = await rest(examination);
  const rested = secondsSince(resting);
  const examining = performance.now();
  const { figures, violations } = await examine(examination, onProgress);
  const migrated = migration
    ? { migrationSteps: migration.steps.size, killsInMigration: killer.inMigration }
    : {};
  const { outageMs, promotedMs } = options.promotion ?? { outageMs: null, promotedMs: null };
  const promoted = outageMs === null || promotedMs === null ? {} : { promotedMs, outageMs };
  return {
    seed,
    kills: { ...killer.done },
    figures: { ...figures, ...migrated, ...promoted, retries: client.retries },
    seconds: { killing: killed, resting: rested, examining: secondsSince(examining) },
    violations: [...acknowledged.violations, ...(unrest ? [unrest] : []), ...violations],
  };
}

/** @returns also `ended`, which resolves when all that was begun has come to its end */
async function killUnderLoad(
  { sello, seed, kills, rowsMax, promotion, onProgress = () => {} }: KillRunOptions,
  { client, acknowledged }: Examination,
  { migration, applications }: Prepared,
) {
  const secrets = new Map<string, string>();
  const secretOf = (office: string): string => {
    const secret = secrets.get(office) ?? sello.secretOf(office);
    secrets.set(office, secret);
    return secret;
  };
  const load = new Load({ client, acknowledged, secretOf, seed, rowsMax });
  const violate = (what: string) => acknowledged.violate(what);
  const killer = new Killer({ sello, violate, migration, promotion: promotion ?? null });
  const start = performance.now();
  load.start();
  applications.start();
  let turned: Promise<unknown> | undefined;
  for (const [index, planned] of schedule(seed, kills).entries()) {
    const kill = promotion === undefined ? planned : withoutOffices(planned);
    if (index === Math.floor(kills / 2))
      turned = Promise.all([migration?.run(), promotion?.run(acknowledged)]);
    await killer.kill(kill);
    const { size } = acknowledged.documents;
    const imports = acknowledged.imports.length;
    const applied = acknowledged.applications.size;
    onProgress(
      `${index + 1}/${kills} ${kill.kind} after ${kill.delayMs} ms; ${size} documents, ${imports} imports, ${applied} applications acknowledged; ${secondsSince(start)} s`,
    );
  }
  const ended = async () => {
    await turned;
    await Promise.all([load.end(), applications.end()]);
  };
  return { killer, ended };
}

/** With a database of its own, a program keeps the offices' keys itself: there are no such processes to kill. */
const withoutOffices = (kill: Kill): Kill =>
  kill.kind === "office" ? { ...kill, kind: "api" } : kill;

/** Imports first: they tell which documents were acknowledged by way of a file. */
const examiners = [
  examineImports,
  examineApplications,
  examineDocuments,
  examineStreams,
  examineLog,
  examineProofs,
  examineHealth,
] as const;

/** What is not as it must be, when everything is up and at rest. */
export async function examine(
  examination: Examination,
  onProgress: (line: string) => void = () => {},
): Promise<Findings> {
  let figures: Findings["figures"] = {};
  const violations: string[] = [];
  for (const examiner of examiners) {
    onProgress(examiner.name);
    const found = await examiner(examination);
    figures = { ...figures, ...found.figures };
    violations.push(...found.violations);
  }
  return { figures, violations };
}
