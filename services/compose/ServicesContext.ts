import type { SendHook } from "../hooks/sending/sendCalls.ts";
import type { FileReceiving } from "../issuing/imports/FileReceiver.ts";
import type { Deployment } from "../ledger/deployment/Deployment.ts";
import type { OfficerAccounts } from "../registry/accounts/OfficerAccounts.ts";
import type { AskedOffices } from "../trust-signer/AskedOffices.ts";
import type { AnchoringContext } from "./composeAnchoring.ts";
import type { IssuingParts } from "./composeIssuing.ts";
import type { TurnoversContext } from "./composeTurnovers.ts";

export type ServicesContext = AnchoringContext &
  TurnoversContext & {
    readonly publicUrl: string;
    /** Whom passkeys are for (WebAuthn's relying party id). */
    readonly passkeyDomain: string;
    readonly demo: boolean;
    readonly demoAsked: { readonly tell: () => void };
    readonly issuingParts: IssuingParts;
    readonly offices: AskedOffices;
    readonly officerAccounts: OfficerAccounts;
    /** All of the network, in order. */
    readonly deployments: readonly Deployment[];
    /** Where files of imports are read. */
    readonly files: FileReceiving;
    /** Sends a message to a webhook, from a process that holds no key. */
    readonly sendHook: SendHook;
  };
