import { useEffect, useState } from "react";
import { languageTags } from "../../ui/language.ts";
import { Icon } from "../parts/Icon.tsx";
import { useWords } from "../words/useWords.ts";
import { toSpeech } from "./toSpeech.ts";

/** Not every browser has it. */
const speech = window.speechSynthesis as SpeechSynthesis | undefined;

/** Reads the page to the one who holds the device, with a voice of the device: nothing is sent anywhere. */
export function ReadAloud() {
  const { words, language } = useWords();
  const [isReading, setReading] = useState(false);
  useEffect(() => () => speech?.cancel(), []);
  if (speech === undefined) return null;
  const read = () => {
    const text = toSpeech(document.getElementById("main"));
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = languageTags[language];
    spoken.rate = 0.9;
    spoken.onend = () => setReading(false);
    spoken.onerror = () => setReading(false);
    speech?.cancel();
    speech?.speak(spoken);
    setReading(true);
  };
  const stop = () => {
    speech?.cancel();
    setReading(false);
  };
  return (
    <button type="button" className="quiet read-aloud" onClick={isReading ? stop : read}>
      <Icon name="speaker" />
      {isReading ? words.app.stopReading : words.app.readAloud}
    </button>
  );
}
