// A person's rules in the order in which they are tried, and the form of the one that is being written.

import type { BudgetSettings, Rule } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftStore } from '../../store/drafts.ts';
import type { Route } from '../../model/route.ts';
import { BLANK, draftOf, type RuleDraft } from '../../model/rule-draft.ts';
import { moved, restored, withoutRule, withRule } from '../../model/rules.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { t } from '../../text/index.ts';
import { RuleForm, type Surroundings } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';

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
  const { draft, isOld, write } = useDraft(drafts, query);
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
    write(undefined);
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
    if (draft?.id === rule.id) write(undefined);
    const undo = () => void change((before) => restored(before, rule, at), { text: t.budgets.saved }).then(() => focus('h2'));
    if (await change((before) => withoutRule(before, rule.id), { text: says.deleted, undo })) focus('[data-testid=undo-rule]');
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
            onEdit={() => write(draftOf(rule, currency))}
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
        <button class="button button-small" data-testid="add-rule" onClick={() => write(BLANK)}>{says.add}</button>
      ) : (
        <RuleForm key={draft.id ?? ''} draft={draft} isOld={isOld} rules={rules} currency={currency} settings={settings} onChange={write} onSave={save} onClose={close} {...surroundings} />
      )}
    </section>
  );
}

/** The rule that is being written: of before a reload, or what a link began. */
function useDraft(drafts: DraftStore<RuleDraft>, query: Route['query']): { draft: RuleDraft | undefined; isOld: boolean; write: (draft: RuleDraft | undefined) => void } {
  const [{ draft, isOld }, setDraft] = useState<{ draft?: RuleDraft | undefined; isOld: boolean }>({ isOld: false });

  useEffect(() => {
    const [text, merchant] = [query.get('rule_text') ?? '', query.get('rule_merchant') ?? ''];
    if (text === '' && merchant === '') {
      void drafts.read().then((kept) => kept && setDraft((now) => (now.draft === undefined ? { draft: kept, isOld: true } : now)));
      return;
    }
    write({ ...BLANK, text, merchant });
    // A reload shows what became of it, not its beginning again.
    history.replaceState(null, '', '#/budgets');
  }, [query]);

  function write(next: RuleDraft | undefined) {
    setDraft({ draft: next, isOld: false });
    // A form that was only opened is no draft.
    void drafts.write(next === BLANK ? undefined : next);
  }

  return { draft, isOld, write };
}
