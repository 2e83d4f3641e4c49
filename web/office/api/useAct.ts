import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Which act, or end of one that takes its time, makes which views stale: the one table of it. */
const stale = {
  issueDocument: ["documents", "log"],
  actOnStatus: ["documents", "document", "history"],
  reviseDocument: ["documents", "document", "history", "log"],
  beginBulkAct: ["bulk", "documents", "document", "history"],
  steerBulkAct: ["bulk"],
  sendFile: ["imports"],
  steerImport: ["imports", "import"],
  issueImport: ["imports", "import"],
  correctRows: ["imports", "import", "wrong-rows"],
  importEnded: ["imports", "wrong-rows", "documents"],
  readFailures: [],
  readResult: [],
  createApiKey: ["keys"],
  revokeApiKey: ["keys"],
  createInvitation: ["invitations"],
  revokeInvitation: ["invitations"],
  findMandates: [],
  makeMandate: [],
  endMandate: [],
  recordLifeEvent: ["lifeEvents"],
  appointAuditor: ["auditors"],
  endAuditor: ["auditors"],
  limitApiKey: ["keys"],
  createWebhook: ["webhooks"],
  switchWebhook: ["webhooks", "webhookDeliveries"],
  endWebhook: ["webhooks"],
  testWebhook: ["webhooks", "webhookDeliveries"],
  replayDelivery: ["webhooks", "webhookDeliveries"],
  registerVerifier: ["verifiers", "webhooks"],
  endVerifier: ["verifiers", "webhooks"],
  exportAudit: ["audit", "auditPlace"],
  endSessionById: ["sessions"],
  changePasskeys: ["ownPasskeys", "sessions"],
  submitChange: ["changes"],
  changeEnded: ["authority", "authorities", "events", "acts", "changes"],
  proposeAct: ["acts"],
  decideOnAct: ["acts", "act", "changes", "typeDrafts", "typeDraft", "types"],
  searchDocuments: [],
  createTypeDraft: ["typeDrafts"],
  changeTypeDraft: ["typeDrafts", "typeDraft"],
  discardTypeDraft: ["typeDrafts", "typeDraft"],
  askForTypeApproval: ["typeDrafts", "typeDraft"],
  returnTypeDraft: ["typeDrafts", "typeDraft"],
  approveTypeDraft: ["typeDrafts", "typeDraft", "types"],
  readDocument: ["document"],
  joinAtDesk: [],
  lookAtDesk: [],
  changePhoneAtDesk: [],
  askToEndDevices: ["deviceEndings"],
  decideOnEnding: ["deviceEndings"],
  beginRules: ["ruleVersions"],
  changeRules: ["ruleVersions", "ruleVersion"],
  signRules: ["ruleVersions", "ruleVersion", "itemRules", "serviceItems"],
  tryRules: [],
  simulateRules: [],
  openApplication: [],
  decideOnApplication: ["applications", "application", "applicationFigures"],
  // The one that was passed on is not this authority's any more, and is not asked for again.
  passApplication: ["applications", "applicationFigures"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type View = (typeof stale)[keyof typeof stale][number];

/** Has the views asked for again that something makes stale. */
export function useStale(name: keyof typeof stale): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    const changed: ReadonlySet<unknown> = new Set<View>(stale[name]);
    void queries.invalidateQueries({ predicate: ({ queryKey }) => changed.has(queryKey[1]) });
  }, [queries, name]);
}

/** An act, after which the views that it changes are asked for again. */
export function useAct<Input, Result>(
  name: keyof typeof stale,
  act: (input: Input) => Promise<Result>,
): UseMutationResult<Result, Error, Input> {
  return useMutation({ mutationFn: act, onSuccess: useStale(name) });
}
