import type { Output } from "@sello/api/client";
import { useState } from "react";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { Fault } from "../parts/Fault.tsx";
import { currentTexts, useWords } from "../words/useWords.ts";

export type Way = "phone" | "id-card";
export type Sent = Output<"beginResidentSignIn"> & { readonly way: Way; readonly number: string };

/** What is in the form when it is opened. */
export type Start = { readonly way: Way; readonly number: string };

type Props = { readonly start: Start | null; readonly sent: (sent: Sent) => void };

/** Spaces and dashes between digits are how people read them, not part of the number. */
export const toNumber = (written: string): string =>
  written
    .normalize("NFKC")
    .replace(/[\s\-().]/g, "")
    .toUpperCase();

async function send(way: Way, number: string): Promise<Sent> {
  const { language } = currentTexts();
  const body =
    way === "phone"
      ? { way, phone: number, language }
      : ({ way, idNumber: number, language } as const);
  return { ...(await client.beginResidentSignIn({ body })), way, number };
}

/** Has a code sent, by one of two numbers. */
export function NumberForm({ start, sent }: Props) {
  const { words } = useWords();
  const [way, setWay] = useState<Way>(start?.way ?? "phone");
  const [written, setWritten] = useState(start?.number ?? "");
  const { isBusy, fault, run, clear } = useAct(async () =>
    sent(await send(way, toNumber(written))),
  );
  const choose = (chosen: Way) => () => {
    setWay(chosen);
    setWritten("");
    clear();
  };
  const { signIn } = words;
  const isPhone = way === "phone";
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <fieldset className="ways">
        <legend className="hidden">{signIn.way}</legend>
        <label>
          <input type="radio" name="way" checked={isPhone} onChange={choose("phone")} />
          <span>{signIn.byPhone}</span>
        </label>
        <label>
          <input type="radio" name="way" checked={!isPhone} onChange={choose("id-card")} />
          <span>{signIn.byCard}</span>
        </label>
      </fieldset>
      <label htmlFor="number">{isPhone ? signIn.phone : signIn.card}</label>
      <input
        // A field of its own for each way: browsers fill in what belongs there.
        key={way}
        id="number"
        className="large"
        required
        maxLength={40}
        type={isPhone ? "tel" : "text"}
        inputMode={isPhone ? "tel" : "text"}
        autoComplete={isPhone ? "tel webauthn" : "username webauthn"}
        autoCapitalize="characters"
        aria-describedby="number-hint"
        value={written}
        onInput={({ currentTarget }) => setWritten(currentTarget.value)}
      />
      <p className="hint" id="number-hint">
        {isPhone ? signIn.phoneHint : signIn.cardHint}
      </p>
      <Fault fault={fault} />
      <button type="submit" className="wide" disabled={isBusy}>
        {isBusy ? signIn.sending : signIn.send}
      </button>
    </form>
  );
}
