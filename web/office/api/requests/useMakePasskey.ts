import { useMutation } from "@tanstack/react-query";
import { createPasskey } from "../../passkey/authenticator.ts";
import type { PasskeyChange } from "./useChangePasskeys.ts";
import type { OwnPasskeys } from "./useOwnPasskeys.ts";

type Asked = Pick<OwnPasskeys, "passkeys"> & {
  readonly creation: NonNullable<OwnPasskeys["creation"]>;
  /** Under which devices list it. */
  readonly user: string;
  /** What the officer calls the device. */
  readonly name: string;
};

/** Has a device make a passkey for the account; it signs for nothing yet. */
export const useMakePasskey = () =>
  useMutation({
    mutationFn: async ({ passkeys, creation, user, name }: Asked): Promise<PasskeyChange> => {
      const others = passkeys.map(({ id }) => id);
      const { id: _, ...made } = await createPasskey({ ...creation, name: user, others });
      return { kind: "add", name, ...made };
    },
  });
