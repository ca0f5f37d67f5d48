// Asks one question at a time: while an answer is awaited, only the last of the questions after it is kept.

/** @returns how to ask; `tell` gets the answers that nothing newer was asked after. */
export function latest<Question, Answer>(ask: (question: Question) => Promise<Answer>, tell: (answer: Answer) => void): (question: Question) => Promise<void> {
  let waiting: { question: Question } | undefined;
  let asking = false;
  return async (question) => {
    waiting = { question };
    if (asking) return;
    asking = true;
    try {
      while (waiting !== undefined) {
        const next: { question: Question } = waiting;
        waiting = undefined;
        const answer = await ask(next.question);
        if (waiting === undefined) tell(answer);
      }
    } finally {
      asking = false;
    }
  };
}
