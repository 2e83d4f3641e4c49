import { useState } from "react";
import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { addPasskey } from "../passkey/signIn.ts";
import { useWords } from "../words/useWords.ts";

/** As many characters as a name may have. */
const nameMax = 60;

/** Adds this device, or another that the browser reaches, under a name. */
export function AddPasskey({ added }: { readonly added: () => void }) {
  const { words } = useWords();
  const [name, setName] = useState("");
  const { isBusy, fault, run } = useAct(async () => {
    await addPasskey(name.trim());
    setName("");
    added();
  });
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2>{words.passkeys.add}</h2>
      <label htmlFor="passkey-name">{words.passkeys.name}</label>
      <input
        id="passkey-name"
        required
        maxLength={nameMax}
        autoComplete="off"
        aria-describedby="passkey-hint"
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <p className="hint" id="passkey-hint">
        {words.passkeys.nameHint}
      </p>
      <Fault fault={fault} />
      <button type="submit" className="wide" disabled={isBusy || name.trim() === ""}>
        {isBusy ? words.level.making : words.passkeys.add}
      </button>
    </form>
  );
}
