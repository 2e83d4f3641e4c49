import type { Output } from "@sello/api/client";
import type { JsonObject } from "@sello/sdk";
import { type AskedProof, answersProof } from "@sello/sdk/request";
import { client } from "../api/client.ts";
import { openVault } from "../device/vault.ts";
import type { DocumentType } from "./useTypes.ts";

type Detail = Output<"getMyDocument">;

/** Documents that answer what is asked, and those of a type that is welcome which say otherwise. */
export type Answers = { readonly answers: readonly Detail[]; readonly others: readonly Detail[] };

/**
 * Of the valid documents that the reader may show: their own first, and of these those that are kept on this device, which
 * need no further step.
 */
export async function findAnswers(
  proof: AskedProof,
  types: readonly DocumentType[],
): Promise<Answers> {
  const vctOf = new Map(types.map(({ id, vct }) => [id, vct]));
  const { documents } = await client.listMyDocuments();
  const welcome = documents.filter(
    ({ state, type }) => state === "valid" && proof.types.includes(vctOf.get(type.id) ?? ""),
  );
  const details = await Promise.all(
    welcome.map(({ id }) => client.getMyDocument({ params: { id } })),
  );
  const isAnswer = ({ type, claims }: Detail): boolean =>
    answersProof(proof, {
      vct: vctOf.get(type.id) ?? "",
      claims: Object.fromEntries(claims.map(({ name, value }) => [name, value])) as JsonObject,
    });
  const kept = await keptIds();
  return {
    answers: details
      .filter(isAnswer)
      .toSorted((a, b) => Number(kept.includes(b.id)) - Number(kept.includes(a.id)))
      .toSorted((a, b) => Number(a.mandate !== null) - Number(b.mandate !== null)),
    others: details.filter((detail) => !isAnswer(detail)),
  };
}

/** A browser that refuses its storage keeps none. */
const keptIds = async (): Promise<readonly string[]> => {
  try {
    return await (await openVault()).ids();
  } catch {
    return [];
  }
};
