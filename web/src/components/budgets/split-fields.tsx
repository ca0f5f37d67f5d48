// The parts of a split, and what is still to give of the whole.

import type { Category } from 'openpurse';
import { useId, useRef } from 'preact/hooks';
import { CAPPABLE, categoryName } from '../../model/categories.ts';
import { remainder, type PartDraft, type RuleProblems } from '../../model/rule-draft.ts';
import { percentText } from '../../model/rules.ts';
import { t } from '../../text/index.ts';

/** The core takes no fewer and no more. */
const [FEWEST, MOST] = [2, 10];

export function SplitFields({ parts, problems, onChange }: { parts: PartDraft[]; problems: RuleProblems; onChange: (parts: PartDraft[]) => void }) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const says = t.budgets.rules.form;
  const rest = remainder(parts);
  const unused = CAPPABLE.find((category) => parts.every((part) => part.category !== category)) ?? 'other';

  function focusPart(at: number) {
    requestAnimationFrame(() => list.current?.children[at]?.querySelector('select')?.focus());
  }

  function add() {
    // What is left to give, so that adding parts until all is given needs no arithmetic.
    onChange([...parts, { category: unused, percent: rest === undefined || rest === '0' || rest.startsWith('-') ? '' : rest }]);
    focusPart(parts.length);
  }

  function remove(at: number) {
    onChange(parts.toSpliced(at, 1));
    focusPart(Math.min(at, parts.length - 2));
  }

  return (
    <>
      <ul class="parts" ref={list}>
        {parts.map((part, at) => (
          <PartFields
            key={at}
            part={part}
            number={at + 1}
            problem={problems[`split.${at}`]}
            sumId={problems.split === undefined ? undefined : `${id}-sum`}
            onChange={(next) => onChange(parts.with(at, next))}
            onRemove={parts.length > FEWEST ? () => remove(at) : undefined}
          />
        ))}
      </ul>
      <div class="parts-foot">
        {parts.length < MOST && <button class="text-button" type="button" data-testid="add-part" onClick={add}>{says.addPart}</button>}
        <p class={rest === '0' ? 'quiet-text' : 'split-rest'} role="status" data-testid="split-rest" data-rest={rest}>{restText(rest)}</p>
      </div>
      {problems.split !== undefined && <p class="field-error" id={`${id}-sum`} data-testid="field-error" data-field="split">{problems.split}</p>}
    </>
  );
}

interface PartProps {
  part: PartDraft;
  number: number;
  problem: string | undefined;
  /** Of the complaint about all parts together. */
  sumId: string | undefined;
  onChange: (part: PartDraft) => void;
  onRemove: (() => void) | undefined;
}

function PartFields({ part, number, problem, sumId, onChange, onRemove }: PartProps) {
  const id = useId();
  const says = t.budgets.rules.form;
  const wrong = problem !== undefined;
  const described = [wrong && `${id}-error`, sumId].filter((known) => typeof known === 'string').join(' ');
  return (
    <li class="part" data-testid="split-part">
      <div class="part-line">
        <select class="input" data-testid="split-category" aria-label={says.categoryOf(number)} aria-invalid={wrong} aria-describedby={described || undefined} value={part.category} onChange={(event) => onChange({ ...part, category: event.currentTarget.value as Category })}>
          {CAPPABLE.map((category) => <option key={category} value={category}>{categoryName(category)}</option>)}
        </select>
        <input class="input part-percent" data-testid="split-percent" inputMode="decimal" autoComplete="off" aria-label={says.percentOf(number)} aria-invalid={wrong || sumId !== undefined} aria-describedby={described || undefined} value={part.percent} onInput={(event) => onChange({ ...part, percent: event.currentTarget.value })} />
        <span aria-hidden="true">%</span>
        {onRemove && <button class="text-button" type="button" data-testid="remove-part" aria-label={says.removePart(number)} onClick={onRemove}>{t.budgets.remove}</button>}
      </div>
      {wrong && <p class="field-error" id={`${id}-error`} data-testid="field-error" data-field={`split.${number - 1}`}>{problem}</p>}
    </li>
  );
}

function restText(rest: string | undefined): string {
  const says = t.budgets.rules.form;
  if (rest === undefined) return says.restUnknown;
  if (rest === '0') return says.restNone;
  return rest.startsWith('-') ? says.restOver(percentText(rest.slice(1))) : says.rest(percentText(rest));
}
