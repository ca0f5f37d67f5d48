'use client';

import { useEffect, useState } from 'react';
import { init, Ledger } from 'openpurse/inline';
import { answers } from '../answers.js';

export function Client() {
  const [text, setText] = useState();
  useEffect(() => void init().then(() => setText(answers(Ledger))), []);
  return text && <pre id="client">{text}</pre>;
}
