import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { publicKey } from "../api/queryKeys.ts";
import {
  type Operation,
  prepareChange,
  useSubmitChange,
} from "../api/requests/useRegistryChanges.ts";
import { SigningFault } from "../api/signing/SigningFault.ts";
import { signData } from "../api/signing/signData.ts";
import { announce } from "../app/Announcer.tsx";

/** A margin for the block that takes the request up. */
const marginSeconds = 60;

/** Prepares what one's own wallet signs, has it signed request by request, and sends it together. */
export function useAloneSigning(account: `0x${string}`, operations: readonly Operation[]) {
  const { t } = useTranslation();
  const go = useNavigate();
  const prepared = usePrepared(account, operations);
  const submit = useSubmitChange();
  const [fault, setFault] = useState<Error | null>(null);
  const [isSigning, setIsSigning] = useState(false);

  const sign = async () => {
    if (!prepared.data) return;
    setFault(null);
    setIsSigning(true);
    announce(t("signing.inWallet"));
    try {
      const signed = [];
      for (const { data, operation } of prepared.data) {
        const { nonce, deadline } = data.message;
        if (Number(deadline) - marginSeconds < Date.now() / 1000) throw new SigningFault("expired");
        const signature = await signData(account, data);
        const terms = { signer: account, nonce: String(nonce), deadline: String(deadline) };
        signed.push({ ...operation, authorization: { ...terms, signature } });
      }
      const { id } = await submit.mutateAsync(signed);
      void go(`/acts/changes/${id}`);
    } catch (error) {
      setFault(error as Error);
    }
    setIsSigning(false);
  };
  const retry = () => {
    const isOver = fault instanceof SigningFault && fault.code === "expired";
    setFault(null);
    if (isOver) void prepared.refetch();
    else void sign();
  };
  return { prepared, fault, isSigning, sign, retry };
}

/** Typed data with its hash, worked out here and not by who prepared it. */
function usePrepared(account: `0x${string}`, operations: readonly Operation[]) {
  return useQuery({
    queryKey: publicKey("prepared", account, operations),
    queryFn: async () => {
      const { hashTypedData } = await import("./signing/hashTypedData.ts");
      const prepare = async (operation: Operation) => {
        const draft = { signer: account, nonceKey: newNonceKey(), ...operation };
        const data = await prepareChange(draft);
        return { operation, data, hash: hashTypedData(data) };
      };
      return Promise.all(operations.map(prepare));
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Acts under different keys do not wait for each other. Below 10^57. */
function newNonceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return String(bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n));
}
