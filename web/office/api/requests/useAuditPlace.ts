import { ApiProblem, type Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type AuditPlace = Output<"getAuditPlace">;

/** The hash over the audit's lines up to a position; null: there is no such. @param position the newest, unless given */
export async function fetchAuditPlace(position?: number): Promise<AuditPlace | null> {
  try {
    return await client.getAuditPlace({
      query: position === undefined ? {} : { position },
    });
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "audit.unknown_place") return null;
    throw error;
  }
}

export const useAuditPlace = (position?: number) =>
  useQuery({
    queryKey: publicKey("auditPlace", position ?? null),
    queryFn: () => fetchAuditPlace(position),
  });
