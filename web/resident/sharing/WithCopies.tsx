import type { Output } from "@sello/api/client";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { fill } from "../../ui/fill.ts";
import type { Session } from "../api/session.ts";
import { Keep } from "../device/Keep.tsx";
import type { Kept } from "../device/kept.ts";
import { Locked } from "../device/Locked.tsx";
import { openVault, type Vault } from "../device/vault.ts";
import { isShownAgain } from "../device/withCopy.ts";
import { Loading } from "../parts/Loading.tsx";
import { useWords } from "../words/useWords.ts";

type Props = {
  readonly document: Output<"getMyDocument">;
  readonly session: Session;
  readonly children: (vault: Vault, kept: Kept) => ReactNode;
};

type State =
  | { readonly is: "opening" | "refused" | "absent" }
  | { readonly is: "locked"; readonly vault: Vault }
  | { readonly is: "there"; readonly vault: Vault; readonly kept: Kept };

/** Copies of a document on this device; before that, the step that is missing. */
export function WithCopies({ document, session, children }: Props) {
  const { words } = useWords();
  const [state, setState] = useState<State>({ is: "opening" });
  const look = useCallback(async () => {
    const vault = await openVault();
    if (vault.account !== session.account) return setState({ is: "absent" });
    if (!vault.isOpen) return setState({ is: "locked", vault });
    const kept = await vault.get(document.id);
    setState(
      kept === null || kept.copies.length === 0 ? { is: "absent" } : { is: "there", vault, kept },
    );
  }, [document.id, session.account]);
  useEffect(() => {
    look().catch(() => setState({ is: "refused" }));
  }, [look]);
  switch (state.is) {
    case "opening":
      return <Loading />;
    case "refused":
      return <p className="notice">{words.device.refused}</p>;
    case "locked":
      return <Locked vault={state.vault} opened={() => void look()} />;
    case "absent":
      return (
        <div className="panel narrow">
          <p>{words.sharing.keepFirst}</p>
          <Keep document={document} session={session} kept={() => void look()} />
        </div>
      );
    default:
      return (
        <>
          {isShownAgain(state.kept) ? <p className="notice">{words.sharing.again}</p> : null}
          {children(state.vault, state.kept)}
          <Crowd kept={state.kept} />
        </>
      );
  }
}

/** Among how many people the copy hides that is shown next. */
function Crowd({ kept: { copies } }: { readonly kept: Kept }) {
  const { words } = useWords();
  const { among } = copies.find(({ isUsed }) => !isUsed) ?? {};
  if (!among) return null;
  return (
    <p className="hint crowd">
      {among === 1 ? words.sharing.alone : fill(words.sharing.among, { count: among })}
    </p>
  );
}
