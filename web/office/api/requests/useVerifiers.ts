import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { useAct } from "../useAct.ts";

export type Verifier = Output<"listVerifiers">["verifiers"][number];
export type NewVerifier = Input<"registerVerifier">["body"];

/** Those whom the authority and those below it registered, for who administers. */
export const useVerifiers = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("verifiers"),
    queryFn: async () => (await client.listVerifiers()).verifiers,
    enabled: isAllowed,
  });

export const useRegisterVerifier = () =>
  useAct("registerVerifier", (body: NewVerifier) => client.registerVerifier({ body }));

export const useEndVerifier = () =>
  useAct("endVerifier", (id: string) => client.endVerifier({ params: { id } }));
