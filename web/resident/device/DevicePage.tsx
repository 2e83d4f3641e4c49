import { useEffect, useState } from "react";
import type { Session } from "../api/session.ts";
import { useAct } from "../api/useAct.ts";
import { home } from "../app/route.ts";
import { Confirm } from "../parts/Confirm.tsx";
import { Head } from "../parts/Head.tsx";
import { Link } from "../parts/Link.tsx";
import { Loading } from "../parts/Loading.tsx";
import { useWords } from "../words/useWords.ts";
import { KeptDocuments } from "./KeptDocuments.tsx";
import { Locked } from "./Locked.tsx";
import { openVault, type Vault } from "./vault.ts";

type Props = { readonly session: Session | null };
type State =
  | { readonly is: "opening" | "refused" }
  | { readonly is: "there"; readonly vault: Vault };

/** What this device keeps, for times without network. */
export function DevicePage({ session }: Props) {
  const { words } = useWords();
  const [state, setState] = useState<State>({ is: "opening" });
  // Each act on the vault draws the page again.
  const [, setCount] = useState(0);
  const changed = () => setCount((count) => count + 1);
  useEffect(() => {
    openVault().then(
      (vault) => setState({ is: "there", vault }),
      () => setState({ is: "refused" }),
    );
  }, []);
  return (
    <section>
      <Head title={words.device.title} lead={words.device.lead} />
      {state.is === "opening" ? <Loading /> : null}
      {state.is === "refused" ? <p className="notice">{words.device.refused}</p> : null}
      {state.is === "there" ? (
        <Opened vault={state.vault} session={session} changed={changed} />
      ) : null}
    </section>
  );
}

type OpenedProps = Props & { readonly vault: Vault; readonly changed: () => void };

function Opened({ vault, session, changed }: OpenedProps) {
  const { words } = useWords();
  const { protection } = vault;
  if (protection === null)
    return (
      <div className="panel">
        <p>
          <strong>{words.device.none}</strong>
        </p>
        <p>{words.device.noneNext}</p>
      </div>
    );
  return (
    <>
      {vault.isOpen ? (
        <KeptDocuments vault={vault} session={session} changed={changed} />
      ) : (
        <Locked vault={vault} opened={changed} />
      )}
      <Drafts vault={vault} />
      <p className="hint">
        {protection === "passkey" ? words.device.protected : words.device.unprotected}
      </p>
      <Clear vault={vault} cleared={changed} />
    </>
  );
}

/** The way to applications that were begun here, where there are any. */
function Drafts({ vault }: { readonly vault: Vault }) {
  const { words } = useWords();
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    vault.hasDrafts().then(setThere, () => setThere(false));
  }, [vault]);
  if (!isThere) return null;
  return (
    <p>
      <Link to={`${home}/apply`}>{words.applying.draft.title}</Link>
    </p>
  );
}

function Clear({ vault, cleared }: { readonly vault: Vault; readonly cleared: () => void }) {
  const { words } = useWords();
  const [isAsked, ask] = useState(false);
  const clearing = useAct(async () => {
    await vault.clear();
    cleared();
  });
  return (
    <Confirm
      act={words.device.removeAll}
      question={words.device.removeAll}
      lead={words.device.removeLead}
      isAsked={isAsked}
      ask={ask}
      doing={clearing}
    />
  );
}
