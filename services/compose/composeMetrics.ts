import type { AnchoringReport } from "../anchoring/AnchoringReport.ts";
import type { ReviewAlarms } from "../applications/review/ReviewAlarms.ts";
import type { IssuedFigures } from "../operations/metrics/DeploymentMetrics.ts";
import { Metrics } from "../operations/metrics/Metrics.ts";
import { PgOperationalFigures } from "../operations/PgOperationalFigures.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { Services } from "./Services.ts";
import type { ServicesContext } from "./ServicesContext.ts";

/** The figures of this process and of the deployment, and the services with what metrics count of them. */
export function composeMetrics(
  context: ServicesContext,
  services: Services,
  {
    report,
    alarms,
  }: { readonly report: Pick<AnchoringReport, "streams">; readonly alarms: ReviewAlarms },
): { readonly metrics: Metrics; readonly counted: Services } {
  const metrics = new Metrics({
    figures: new PgOperationalFigures(context.database, context.ledgerParts.deployment.id),
    readiness: services.readiness,
    issued: () => issuedByType(report, services.documentTypes),
    reviewAlarms: alarms.counts,
    witnesses: context.witnesses.quorums.all,
    logger: context.logger,
  });
  const { verification } = services;
  const verify = metrics.watchVerdicts(verification.verify.bind(verification));
  return { metrics, counted: { ...services, verification: { verify } } };
}

/** Streams of all authorities taken together: the names of types are few, those of authorities need not be. */
async function issuedByType(
  report: Pick<AnchoringReport, "streams">,
  types: FileDocumentTypes,
): Promise<readonly IssuedFigures[]> {
  const names = new Map(types.all().map(({ id, name }) => [id, name]));
  return (await report.streams()).map((stream) => ({
    ...stream,
    // A type whose file is gone may still have documents.
    documentType: names.get(stream.documentType) ?? "other",
  }));
}
