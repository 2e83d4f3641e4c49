import { Counter, Gauge, type Registry } from "prom-client";
import {
  type DeploymentFigures,
  importOutcomes,
  keyRenewalStates,
  openImportStates,
} from "./DeploymentFigures.ts";

/** What a deployment has issued of one type, and how far that is. */
export type IssuedFigures = {
  /** Name of the document type. */
  readonly documentType: string;
  readonly issued: number;
  readonly waiting: number;
  readonly underWay: number;
  readonly refused: number;
  readonly anchored: number;
};

/** Figures of the whole deployment, as they were read last. */
export class DeploymentMetrics {
  readonly #issued: Counter;
  readonly #copies: Gauge;
  readonly #logEntries: Gauge;
  readonly #provenEntries: Gauge;
  readonly #unproven: Gauge;
  readonly #checkpointSize: Gauge;
  readonly #checkpointAge: Gauge;
  readonly #cosignatures: Gauge;
  readonly #postQuantum: Gauge;
  readonly #statusActs: Gauge;
  readonly #statusActsAge: Gauge;
  readonly #importRows: Counter;
  readonly #imports: Gauge;
  readonly #trustList: Gauge;
  readonly #keyRenewals: Gauge;

  constructor(register: Registry) {
    const registers = [register];
    const gauge = (name: string, help: string, ...labelNames: string[]) =>
      new Gauge({ name, help, labelNames, registers });
    const counter = (name: string, help: string, ...labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers });
    this.#issued = counter("sello_documents_issued_total", "Copies issued, ever.", "document_type");
    this.#copies = gauge(
      "sello_documents",
      "Copies by their place on the way to the log.",
      "state",
    );
    this.#logEntries = gauge("sello_log_entries", "Batches in the document log.");
    this.#provenEntries = gauge(
      "sello_log_proven_entries",
      "Batches in the log that a checkpoint with a quorum covers.",
    );
    this.#unproven = gauge(
      "sello_log_unproven_age_seconds",
      "Age of the oldest batch in the log that no checkpoint with a quorum covers; 0: none.",
    );
    this.#checkpointSize = gauge("sello_checkpoint_size", "Size of the newest signed checkpoint.");
    this.#checkpointAge = gauge(
      "sello_checkpoint_age_seconds",
      "Time since the newest checkpoint was signed; it grows while nothing is issued.",
    );
    this.#cosignatures = gauge(
      "sello_checkpoint_cosignatures",
      "Witnesses of those named now that cosigned the newest checkpoint.",
    );
    this.#postQuantum = gauge(
      "sello_checkpoint_post_quantum_cosignatures",
      "Witnesses of those named now that cosigned the newest checkpoint with a post-quantum key.",
    );
    this.#statusActs = gauge("sello_status_acts_open", "Status acts on their way.", "state");
    this.#statusActsAge = gauge(
      "sello_status_acts_oldest_age_seconds",
      "Age of the oldest status act that is not in effect; 0: none.",
    );
    this.#importRows = counter("sello_import_rows_total", "Rows of imports.", "outcome");
    this.#imports = gauge("sello_imports_open", "Imports that have not ended.", "state");
    this.#keyRenewals = gauge(
      "sello_key_renewals",
      "Documents anchored outside the term of their key, which are renewed.",
      "state",
      "reason",
    );
    this.#trustList = gauge(
      "sello_trust_list_seconds_left",
      "Time until the newest trust list ends; negative after it.",
    );
  }

  set(figures: DeploymentFigures): void {
    const { checkpoint, statusActs } = figures;
    this.#logEntries.set(figures.logEntries);
    this.#provenEntries.set(figures.provenEntries);
    this.#unproven.set(figures.oldestUnprovenSeconds ?? 0);
    this.#checkpointSize.set(checkpoint?.size ?? 0);
    this.#cosignatures.set(checkpoint?.cosignatures ?? 0);
    this.#postQuantum.set(checkpoint?.postQuantumCosignatures ?? 0);
    setOrLeave(this.#checkpointAge, checkpoint?.ageSeconds ?? null);
    setOrLeave(this.#trustList, figures.trustListSecondsLeft);
    this.#keyRenewals.reset();
    for (const state of keyRenewalStates) this.#keyRenewals.set({ state, reason: "" }, 0);
    for (const { state, reason, documents } of figures.keyRenewals)
      this.#keyRenewals.set({ state, reason }, documents);
    this.#statusActs.set({ state: "requested" }, statusActs.requested);
    this.#statusActs.set({ state: "sent" }, statusActs.sent);
    this.#statusActsAge.set(statusActs.oldestOpenSeconds ?? 0);
    this.#importRows.reset();
    for (const outcome of importOutcomes)
      this.#importRows.inc({ outcome }, figures.importRows[outcome]);
    for (const state of openImportStates) this.#imports.set({ state }, figures.importsOpen[state]);
  }

  setIssued(streams: readonly IssuedFigures[]): void {
    this.#issued.reset();
    const sum = { waiting: 0, under_way: 0, refused: 0, anchored: 0 };
    for (const stream of streams) {
      this.#issued.inc({ document_type: stream.documentType }, stream.issued);
      sum.waiting += stream.waiting;
      sum.under_way += stream.underWay;
      sum.refused += stream.refused;
      sum.anchored += stream.anchored;
    }
    for (const [state, copies] of Object.entries(sum)) this.#copies.set({ state }, copies);
  }
}

/** A gauge without a value is not shown at all, which is what "not known" is. */
const setOrLeave = (gauge: Gauge, value: number | null): void => {
  if (value === null) gauge.remove();
  else gauge.set(value);
};
