import { useCallback, useEffect } from "react";
import { Store, useStore } from "../app/Store.ts";

type State = {
  /** Null: no answer yet. */
  readonly content: unknown;
  readonly fault: unknown;
};

/** One question, for all that show its answer. */
type Question = {
  readonly state: Store<State>;
  /** Of those that show it, the one that was drawn last: each asks the same. */
  ask: () => Promise<unknown>;
  users: number;
  /** Counts how often it was asked: an answer to an earlier time is not taken. 0: it waits for no answer. */
  waiting: number;
  asked: number;
};

const empty: State = { content: null, fault: null };
/** By key. A page that is opened again shows the answer at once, and asks again. */
const questions = new Map<string, Question>();

function questionOf(key: string, ask: () => Promise<unknown>): Question {
  const known = questions.get(key);
  if (known !== undefined) return known;
  const made = { state: new Store(empty), ask, users: 0, waiting: 0, asked: 0 };
  questions.set(key, made);
  return made;
}

function ask(question: Question): void {
  question.asked += 1;
  const turn = question.asked;
  question.waiting = turn;
  const settle = (state: State): void => {
    if (turn !== question.asked) return;
    question.waiting = 0;
    question.state.set(state);
  };
  question.ask().then(
    (content) => settle({ content, fault: null }),
    (fault: unknown) => settle({ ...question.state.value, fault }),
  );
}

/**
 * Forgets what begins with these: acts have changed it. What is shown now stays until it is answered again. Without: all of it,
 * shown or not.
 */
export function forgetAnswers(...beginnings: readonly string[]): void {
  // Somebody else may be signed in: what is shown is asked when it is drawn for them.
  if (beginnings.length === 0) questions.clear();
  for (const [key, question] of questions) {
    if (!beginnings.some((each) => key.startsWith(each))) continue;
    if (question.users > 0) ask(question);
    else questions.delete(key);
  }
}

export type Answer<Content> = {
  /** Null: no answer yet. */
  readonly content: Content | null;
  /** Why there is no answer, or no newer one. */
  readonly fault: unknown;
  readonly askAgain: () => void;
};

/**
 * Asks the service, once for all that show the answer at a time, and keeps it as long as the page is open.
 * @param key names the question; another key is another question
 */
export function useAnswer<Content>(key: string, asking: () => Promise<Content>): Answer<Content> {
  const question = questionOf(key, asking);
  question.ask = asking;
  useEffect(() => {
    // The first to show it asks; the others share the answer.
    if (question.users === 0 && question.waiting === 0) ask(question);
    question.users += 1;
    return () => {
      question.users -= 1;
    };
  }, [question]);
  const askAgain = useCallback(() => ask(question), [question]);
  const { content, fault } = useStore(question.state);
  return { content: content as Content | null, fault, askAgain };
}
