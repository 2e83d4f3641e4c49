import { SelloError } from "../../SelloError.ts";
import {
  documentStatuses,
  parseStatusListToken,
  readStatus,
  type StatusList,
} from "../../status/StatusList.ts";
import type { Authority } from "../../trust/TrustList.ts";
import { isGenuineStatusList } from "../isGenuineStatusList.ts";
import { policyDefaults } from "../policyDefaults.ts";
import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** Token Status List §8.3, with the age of what is known. */
export async function checkStatus(context: VerifyContext): Promise<Check> {
  const { issuer, presentation, statusLists } = context;
  if (issuer === null) return toCheck("unknown", "status.no-issuer");
  const { uri } = presentation.payload.status;
  const brought = await readBrought(presentation.statusToken);
  // A token that came with the document and is not genuine was put there to deceive.
  if (
    brought === "unreadable" ||
    (brought !== null && !(await isGenuineStatusList(brought, issuer)))
  ) {
    return toCheck("failed", "status.forged");
  }
  const atHand = (brought === null ? statusLists : [...statusLists, brought]).filter(
    (list) => list.uri === uri,
  );
  if (atHand.length === 0) return toCheck("unknown", "status.missing", { data: { uri } });
  const newest = await findNewest(atHand, issuer, context.now + context.clockSkew);
  if (newest === null) return toCheck("unknown", "status.not-trusted", { data: { uri } });
  return judge(newest, issuer, context);
}

function judge(list: StatusList, issuer: Authority, context: VerifyContext): Check {
  const { index } = context.presentation.payload.status;
  const status = readStatus(list, index);
  const details = {
    values: { authority: issuer.name, time: toDate(list.issuedAt) },
    data: { authority: issuer.id, uri: list.uri, index },
    knownAt: list.issuedAt,
  };
  if (status === null) return toCheck("failed", "status.out-of-range", details);
  // Revoking is final, so that an old list says it as well as a new one.
  if (status === documentStatuses.revoked) return toCheck("failed", "status.revoked", details);
  if (isTooOld(list, context)) return toCheck("unknown", "status.too-old", details);
  if (status === documentStatuses.suspended) return toCheck("failed", "status.suspended", details);
  return status === documentStatuses.valid
    ? toCheck("passed", "status.ok", details)
    : toCheck("failed", "status.undefined-value", details);
}

function isTooOld({ issuedAt, expiresAt }: StatusList, { now, policy }: VerifyContext): boolean {
  const ageMax = policy.statusAgeSecondsMax ?? policyDefaults.statusAgeSecondsMax;
  return now - issuedAt > ageMax || (expiresAt !== null && now >= expiresAt);
}

async function findNewest(
  lists: readonly StatusList[],
  issuer: Authority,
  notAfter: number,
): Promise<StatusList | null> {
  let newest: StatusList | null = null;
  for (const list of lists) {
    if (list.issuedAt > notAfter || list.issuedAt <= (newest?.issuedAt ?? -1)) continue;
    if (await isGenuineStatusList(list, issuer)) newest = list;
  }
  return newest;
}

async function readBrought(token: string | null): Promise<StatusList | "unreadable" | null> {
  if (token === null) return null;
  try {
    return await parseStatusListToken(token);
  } catch (error) {
    if (error instanceof SelloError) return "unreadable";
    throw error;
  }
}
