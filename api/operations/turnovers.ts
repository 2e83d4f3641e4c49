import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { uuid } from "../schemas/primitives.ts";
import { signedRegistryChanges } from "../schemas/registryChanges.ts";
import { newTurnover, turnover, turnoverList } from "../schemas/turnovers.ts";

const tag = "turnovers";
const params = z.object({ id: uuid });

export const turnoverOperations = {
  beginTurnover: operation({
    method: "post",
    path: "/v1/turnovers",
    tag,
    summary: "Change a key, an account, witnesses or a secret while the program runs",
    description:
      "With a key of the city; an authority's signing key also with its own, or one of an authority above it.",
    access: "administer",
    body: jsonBody(newTurnover, apiLimits.requestBodyBytes),
    answers: {
      202: {
        description: "Begun.",
        content: jsonContent(turnover),
        headers: { Location: "Where its progress is." },
      },
    },
    problems: [
      "api_key.authority",
      "authority.unknown",
      "turnover.kind_unknown",
      "turnover.under_way",
      "turnover.chain_unreachable",
      "turnover.no_key",
      "turnover.unsound",
      "trust_list.not_ready",
      "trust_list.no_signers",
    ],
  }),
  listTurnovers: operation({
    method: "get",
    path: "/v1/turnovers",
    tag,
    summary: "The newest turnovers of the caller's authority and those below it",
    access: "administer",
    answers: { 200: { description: "Newest first.", content: jsonContent(turnoverList) } },
  }),
  getTurnover: operation({
    method: "get",
    path: "/v1/turnovers/{id}",
    tag,
    summary: "How far a turnover is",
    access: "administer",
    params,
    answers: { 200: { description: "It.", content: jsonContent(turnover) } },
    problems: ["turnover.unknown"],
  }),
  signTurnover: operation({
    method: "post",
    path: "/v1/turnovers/{id}/signatures",
    tag,
    summary: "Relay the governing acts that a turnover waits for, signed by officers",
    access: "administer",
    params,
    body: jsonBody(signedRegistryChanges, apiLimits.requestBodyBytes),
    answers: { 202: { description: "On its way.", content: jsonContent(turnover) } },
    problems: [
      "turnover.unknown",
      "turnover.nothing_to_sign",
      "turnover.other_operations",
      "registry_change.malformed",
      "registry_change.too_many",
      "registry_change.expired",
      "registry_change.signature",
      "registry_change.refused",
      "chain.unavailable",
    ],
  }),
};
