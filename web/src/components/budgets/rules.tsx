// A person's rules in the order in which they are tried, and the form of the one that is being written.

import type { BudgetSettings, Rule } from 'openpurse';
import { useRef, useState } from 'preact/hooks';
import type { DraftStore } from '../../store/drafts.ts';
import type { Route } from '../../model/route.ts';
import { BLANK, draftOf, type RuleDraft } from '../../model/rule-draft.ts';
import { moved, restored, withoutRule, withRule } from '../../model/rules.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { t } from '../../text/index.ts';
import { ConfirmDialog, type Question } from '../page/confirm-dialog.tsx';
import { RuleForm, type Surroundings } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';
import { useDrafting } from './use-drafting.ts';

interface Props extends Surroundings {
  stored: BudgetSettings;
  settings: SettingsChanges;
  drafts: DraftStore<RuleDraft>;
  query: Route['query'];
}

/** What an action left to be said, with the way back where there is one. */
interface Told {
  text: string;
  bad?: boolean;
  undo?: () => void;
}

export function Rules({ stored, settings, drafts, query, ...surroundings }: Props) {
  const { rules = [], currency = 'GBP' } = stored;
  const drafting = useDrafting(drafts, query);
  const { draft } = drafting;
  const [told, setTold] = useState<Told>();
  const section = useRef<HTMLElement>(null);
  const says = t.budgets.rules;

  function focus(selector: string) {
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>(selector)?.focus());
  }

  async function change(by: (before: Rule[]) => Rule[], then: Told): Promise<boolean> {
    const failure = await settings.change((before) => ({ ...before, rules: by(before.rules ?? []) }));
    setTold(failure === undefined ? then : { text: failure, bad: true });
    return failure === undefined;
  }

  function close() {
    const id = draft?.id;
    drafting.close();
    focus(id === undefined ? '[data-testid=add-rule]' : `[data-id="${CSS.escape(id)}"] [data-testid=edit-rule]`);
  }

  async function save(rule: Rule): Promise<string | undefined> {
    const failure = await settings.change((before) => ({ ...before, rules: withRule(before.rules ?? [], rule) }));
    if (failure !== undefined) return failure;
    setTold({ text: t.budgets.saved });
    close();
    return undefined;
  }

  async function move({ id }: Rule, at: number, step: -1 | 1) {
    await change((before) => moved(before, id, step), { text: says.moved(at + step + 1, rules.length) });
    requestAnimationFrame(() => {
      // The row moved, and with it the focus was lost; at the end of the list there is only the way back.
      const buttons = section.current?.querySelectorAll<HTMLButtonElement>(`[data-id="${CSS.escape(id)}"] :is([data-testid=rule-up], [data-testid=rule-down])`);
      const [up, down] = buttons ?? [];
      (step < 0 ? [up, down] : [down, up]).find((button) => button?.disabled === false)?.focus();
    });
  }

  async function remove(rule: Rule, at: number) {
    const undo = () => void change((before) => restored(before, rule, at), { text: t.budgets.saved }).then(() => focus('h2'));
    if (!(await change((before) => withoutRule(before, rule.id), { text: says.deleted, undo }))) return;
    if (draft?.id === rule.id) drafting.close();
    focus('[data-testid=undo-rule]');
  }

  function edit(rule: Rule) {
    drafting.begin(draftOf(rule, currency));
    focus('[data-testid=rule-text]');
  }

  const unfinished: Question = {
    ...says.unfinished,
    act: async () => void drafting.giveUp(),
  };

  /** Also the one that goes on is shown: it may be far from where the other one was to be begun. */
  function answered() {
    drafting.goOn();
    focus('[data-testid=rule-text]');
  }

  return (
    <section class="plan" aria-labelledby="rules-title" ref={section} data-testid="rules">
      <h2 id="rules-title" tabIndex={-1}>{says.title}</h2>
      <p class="quiet-text">{rules.length === 0 ? says.none : says.lead}</p>
      <ol class="rule-list">
        {rules.map((rule, at) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            place={at + 1}
            count={rules.length}
            currency={currency}
            accountNames={surroundings.accountNames}
            onEdit={() => edit(rule)}
            onMove={(step) => void move(rule, at, step)}
            onDelete={() => void remove(rule, at)}
          />
        ))}
      </ol>
      <div class="rules-told">
        <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="rules-told">{told?.text}</p>
        {told?.undo && <button class="button button-small button-quiet" data-testid="undo-rule" onClick={told.undo}>{says.undo}</button>}
      </div>
      {draft === undefined ? (
        <button class="button button-small" data-testid="add-rule" onClick={() => drafting.begin(BLANK)}>{says.add}</button>
      ) : (
        <RuleForm
          key={drafting.count}
          draft={draft}
          isOld={drafting.initial === undefined}
          rules={rules}
          currency={currency}
          settings={settings}
          onChange={drafting.change}
          onSave={save}
          onClose={close}
          {...surroundings}
        />
      )}
      {drafting.next && <ConfirmDialog question={unfinished} onClose={answered} />}
    </section>
  );
}
