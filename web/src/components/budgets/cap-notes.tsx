// What is agreed of a cap beside its amount: what becomes of the rest, and which amounts are to come.

import { comingAmounts, rolloverText, type CapPlan } from '../../model/cap-choices.ts';
import { t } from '../../text/index.ts';

interface Props {
  plan: CapPlan;
  currency: string;
  /** The button that had the focus is gone. */
  onDropped: () => void;
}

export function CapNotes({ plan: { cap, current, onDrop }, currency, onDropped }: Props) {
  if (cap === undefined) return null;
  const rollover = rolloverText(cap);
  const coming = comingAmounts(cap, current.from, currency);
  if (rollover === undefined && coming.length === 0) return null;

  async function drop(from: string) {
    if (await onDrop(from)) onDropped();
  }

  return (
    <ul class="cap-notes">
      {rollover !== undefined && <li data-testid="cap-rolls" data-rollover={cap.rollover}>{rollover}</li>}
      {coming.map(({ from, amount, day }) => (
        <li key={from} data-testid="cap-change" data-from={from}>
          {t.budgets.caps.becomes(amount, day)}
          <button class="text-button" data-testid="drop-change" aria-label={t.budgets.caps.dropOf(amount, day)} onClick={() => void drop(from)}>
            {t.budgets.caps.drop}
          </button>
        </li>
      ))}
    </ul>
  );
}
