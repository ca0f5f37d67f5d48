// The form of a rule. While it is written it shows what it would change; what is wrong stands beside its field.

import type { Rule } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import { newId } from '../../model/rules.ts';
import { ruleOf, type RuleDraft, type RuleProblems } from '../../model/rule-draft.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { t } from '../../text/index.ts';
import { RuleConditions } from './rule-conditions.tsx';
import { RuleOutcome } from './rule-outcome.tsx';
import { RulePreview } from './rule-preview.tsx';
import { useRulePreview } from './use-rule-preview.ts';

/** What a rule can be about. */
export interface Surroundings {
  accountNames: Map<string, string>;
  merchants: string[];
}

interface Props extends Surroundings {
  draft: RuleDraft;
  /** It was begun before the page was loaded. */
  isOld: boolean;
  rules: Rule[];
  currency: string;
  settings: SettingsChanges;
  onChange: (draft: RuleDraft) => void;
  /** @returns why it could not be saved. */
  onSave: (rule: Rule) => Promise<string | undefined>;
  onClose: () => void;
}

export function RuleForm({ draft, isOld, rules, currency, settings, onChange, onSave, onClose, accountNames, merchants }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  // What is not yet there is no mistake until someone wants to save without it.
  const [tried, setTried] = useState(false);
  const id = draft.id ?? newId(rules);
  const written = ruleOf(draft, id, currency);
  const { preview, problems: refused, check } = useRulePreview(settings, written, rules);
  const problems = 'problems' in written ? written.problems : refused;
  const shown = tried ? problems : withoutUnfinished(problems);
  const says = t.budgets.rules.form;

  // Not on a page that was only loaded: nobody asked for the form there.
  useEffect(() => (isOld ? undefined : form.current?.querySelector<HTMLElement>('[data-testid=rule-text]')?.focus()), []);

  async function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    setFailure(undefined);
    if ('problems' in written) return toProblem();
    setBusy(true);
    // What is on the screen may be the answer to what was typed before.
    if (await check(written.rule)) setFailure(await onSave(written.rule));
    else toProblem();
    setBusy(false);
  }

  function toProblem() {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  const change = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part });
  return (
    <form class="rule-form" ref={form} noValidate data-testid="rule-form" onSubmit={(event) => void submit(event)}>
      <h3>{draft.id === undefined ? says.add : says.edit}</h3>
      {isOld && <p class="quiet-text" data-testid="draft-restored">{says.restored}</p>}
      <RuleConditions draft={draft} problems={shown} accountNames={accountNames} merchants={merchants} onChange={change} />
      <RuleOutcome draft={draft} problems={shown} onChange={change} />
      <RulePreview preview={preview} currency={currency} />
      {failure !== undefined && <p class="field-error" role="alert" data-testid="rule-error">{failure}</p>}
      <div class="plan-buttons">
        <button class="button button-small" data-testid="save-rule" disabled={busy}>{busy ? t.budgets.saving : says.save}</button>
        <button class="text-button" type="button" data-testid="cancel-rule" onClick={onClose}>{t.budgets.cancel}</button>
      </div>
    </form>
  );
}

function withoutUnfinished({ if: _, split: __, ...problems }: RuleProblems): RuleProblems {
  return problems;
}
