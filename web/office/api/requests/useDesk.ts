import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { useAct } from "../useAct.ts";

export type DeskView = Output<"lookAtDesk">;
export type DeviceEnding = Output<"listDeviceEndings">["endings"][number];

export const useJoinAtDesk = () =>
  useAct("joinAtDesk", (body: Input<"joinAtDesk">["body"]) => client.joinAtDesk({ body }));

export const useLookAtDesk = () =>
  useAct("lookAtDesk", (idNumber: string) => client.lookAtDesk({ body: { idNumber } }));

export const useChangePhone = () =>
  useAct("changePhoneAtDesk", (body: Input<"changePhoneAtDesk">["body"]) =>
    client.changePhoneAtDesk({ body }),
  );

export const useAskToEnd = () =>
  useAct("askToEndDevices", (body: Input<"askToEndDevices">["body"]) =>
    client.askToEndDevices({ body }),
  );

const lookMs = 5_000;

/** What waits for a second officer; others ask and decide meanwhile. */
export const useDeviceEndings = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("deviceEndings"),
    queryFn: async () => (await client.listDeviceEndings()).endings,
    enabled: isAllowed,
    refetchInterval: lookMs,
  });

export const useConfirmEnding = () =>
  useAct("decideOnEnding", (id: string) => client.confirmDeviceEnding({ params: { id } }));

export const useDropEnding = () =>
  useAct("decideOnEnding", (id: string) => client.dropDeviceEnding({ params: { id } }));
