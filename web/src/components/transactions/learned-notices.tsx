// What there is to know of the corrections: the last one with the way back, and what could not be read or kept.

import { useRef, useState } from 'preact/hooks';
import type { Corrections, Learned } from '../../model/corrections.ts';
import { EXPORTS } from '../../model/files.ts';
import { t } from '../../text/index.ts';
import { save } from '../exchange/save.ts';

interface Props {
  learned: Learned | undefined;
  corrections: Corrections;
}

/** Stays in sight until it is used or closed. */
export function UndoBar({ learned, corrections }: Props) {
  const last = learned?.last;
  const bar = useRef<HTMLDivElement>(null);
  const [undone, setUndone] = useState(false);

  /** The buttons go, so the focus does not stay on them. */
  async function close(undo: boolean) {
    bar.current?.focus();
    if (undo && last) await corrections.undo(last);
    else corrections.settle();
    setUndone(undo);
  }

  return (
    <div class="undo" role="status" tabIndex={-1} ref={bar}>
      {!last && undone && <p class="visually-hidden">{t.transactions.asBefore}</p>}
      {last && (
        <div class="undo-bar" data-testid="corrected">
          <p>{last.text}</p>
          <button class="button button-small" data-testid="undo" onClick={() => void close(true)}>{t.transactions.undo}</button>
          <button class="button button-small button-quiet" data-testid="keep-correction" aria-label={t.transactions.keep} onClick={() => void close(false)}>
            <span aria-hidden="true">×</span>
          </button>
        </div>
      )}
    </div>
  );
}

export function LearnedNotice({ learned, corrections }: Props) {
  if (learned?.problem === undefined) return null;
  const { problem, setAside } = learned;
  return (
    <div class="notice notice-alone" role="alert" data-testid="learned-problem">
      <p>{problem}</p>
      {setAside !== undefined && (
        <>
          <button class="button button-small" onClick={() => save(EXPORTS.learned, setAside)}>{t.transactions.saveAside}</button>
          <button class="button button-small button-quiet" data-testid="drop-set-aside" onClick={() => void corrections.dropSetAside()}>{t.transactions.erase}</button>
        </>
      )}
    </div>
  );
}

/** On the welcome page. */
export function WaitingNotice({ learned, corrections }: Props) {
  if (!learned?.waiting) return null;
  return (
    <div class="notice notice-alone" data-testid="learned-waiting">
      <p>{t.transactions.waiting}</p>
      <button class="button button-small" data-testid="erase-learned" onClick={() => void corrections.erase()}>{t.transactions.erase}</button>
    </div>
  );
}
