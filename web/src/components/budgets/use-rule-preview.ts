// What a rule that is being written would change, or which of its fields the core refuses.

import type { Rule } from 'openpurse';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Preview } from '../../core/protocol.ts';
import type { Failure } from '../../edge/http.ts';
import { latest } from '../../model/latest.ts';
import { complaint, type RuleField, type RuleProblems } from '../../model/rule-draft.ts';
import { withRule } from '../../model/rules.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { t } from '../../text/index.ts';

interface Shown {
  preview: Preview | undefined;
  problems: RuleProblems;
  /** Asks now. @returns whether the core takes the rule. */
  check: (rule: Rule) => Promise<boolean>;
}

/** Asks as fast as the core answers, and no faster; what is typed last wins. */
export function useRulePreview(settings: SettingsChanges, written: { rule: Rule } | { problems: RuleProblems }, rules: Rule[]): Shown {
  const [answer, setAnswer] = useState<Preview | Failure>();
  const preview = (rule: Rule) => settings.preview((before) => ({ ...before, rules: withRule(before.rules ?? [], rule) }));
  const ask = useMemo(() => latest(preview, setAnswer), [settings]);
  const rule = 'rule' in written ? written.rule : undefined;
  useEffect(() => {
    if (rule === undefined) setAnswer(undefined);
    else void ask(rule);
  }, [JSON.stringify(rule), rules]);

  async function check(checked: Rule): Promise<boolean> {
    const found = await preview(checked);
    setAnswer(found);
    return 'count' in found;
  }

  // An answer may come when there is no rule to be asked about any more.
  if (rule === undefined || answer === undefined) return { preview: undefined, problems: {}, check };
  if ('count' in answer) return { preview: answer, problems: {}, check };
  const { field } = complaint(answer.message);
  return { preview: undefined, problems: { [field]: problemText(field, answer) }, check };
}

/** In the language of the page where it is known what the field needs. */
function problemText(field: RuleField, { code, message }: Failure): string {
  if (code !== 'invalid_settings') return message;
  const says = t.budgets.rules.problems;
  return field.startsWith('split.') ? says.part : says[field as keyof typeof says];
}
