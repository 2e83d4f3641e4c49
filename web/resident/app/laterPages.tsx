import { type ComponentType, useEffect, useState } from "react";
import type { AccountRoutes as Account } from "../account/AccountRoutes.tsx";
import type { ApplyingRoutes as Applying } from "../applying/ApplyingRoutes.tsx";
import type { DevicePage as Device } from "../device/DevicePage.tsx";
import type { DocumentPage as Document } from "../document/DocumentPage.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Loading } from "../parts/Loading.tsx";
import type { SharingRoutes as Sharing } from "../sharing/SharingRoutes.tsx";

/** A page in a script of its own, loaded when it is first opened. */
class Script<Props> {
  readonly #load: () => Promise<ComponentType<Props>>;
  page: ComponentType<Props> | null = null;

  constructor(load: () => Promise<ComponentType<Props>>) {
    this.#load = load;
  }

  async load(): Promise<void> {
    this.page ??= await this.#load();
  }
}

type Props<Of> = { readonly script: Script<Of>; readonly props: Of };

function Later<Of extends object>({ script, props }: Props<Of>) {
  const [attempt, setAttempt] = useState(0);
  const [fault, setFault] = useState<unknown>(null);
  const [, draw] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads again
  useEffect(() => {
    setFault(null);
    script.load().then(() => draw(true), setFault);
  }, [script, attempt]);
  const { page: Page } = script;
  if (Page !== null) return <Page {...props} />;
  if (fault !== null) return <Fault fault={fault} again={() => setAttempt(attempt + 1)} />;
  return <Loading />;
}

type PropsOf<Page> = Page extends (props: infer Of) => unknown ? Of : never;

const documents = new Script<PropsOf<typeof Document>>(
  async () => (await import("../document/DocumentPage.tsx")).DocumentPage,
);
export const DocumentPage = (props: PropsOf<typeof Document>) => (
  <Later script={documents} props={props} />
);

const account = new Script<PropsOf<typeof Account>>(
  async () => (await import("../account/AccountRoutes.tsx")).AccountRoutes,
);
export const AccountRoutes = (props: PropsOf<typeof Account>) => (
  <Later script={account} props={props} />
);

const device = new Script<PropsOf<typeof Device>>(
  async () => (await import("../device/DevicePage.tsx")).DevicePage,
);
export const DevicePage = (props: PropsOf<typeof Device>) => (
  <Later script={device} props={props} />
);

const sharing = new Script<PropsOf<typeof Sharing>>(
  async () => (await import("../sharing/SharingRoutes.tsx")).SharingRoutes,
);
export const SharingRoutes = (props: PropsOf<typeof Sharing>) => (
  <Later script={sharing} props={props} />
);

const applying = new Script<PropsOf<typeof Applying>>(
  async () => (await import("../applying/ApplyingRoutes.tsx")).ApplyingRoutes,
);
export const ApplyingRoutes = (props: PropsOf<typeof Applying>) => (
  <Later script={applying} props={props} />
);
