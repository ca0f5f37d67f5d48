// What a rule that is being written would change, or which of its fields the core refuses.

import type { Rule } from 'openpurse';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Preview } from '../core/protocol.ts';
import type { Failure } from '../edge/http.ts';
import { latest } from '../model/latest.ts';
import { complaint, type RuleField } from '../model/rule-draft.ts';
import { withRule } from '../model/rules.ts';
import type { SettingsChanges } from '../model/settings.ts';
import { t } from '../text/index.ts';

type Problems = Partial<Record<RuleField, string>>;
type Written = { rule: Rule } | { problems: Problems };

/** Asks as fast as the core answers, and no faster; what is typed last wins. */
export function useRulePreview(settings: SettingsChanges, written: Written, rules: Rule[]): { preview: Preview | undefined; problems: Problems } {
  const [answer, setAnswer] = useState<Preview | Failure>();
  const ask = useMemo(
    () => latest((rule: Rule) => settings.preview((before) => ({ ...before, rules: withRule(before.rules ?? [], rule) })), setAnswer),
    [settings],
  );
  const rule = 'rule' in written ? written.rule : undefined;
  useEffect(() => {
    if (rule === undefined) setAnswer(undefined);
    else void ask(rule);
  }, [JSON.stringify(rule), rules]);
  if (answer === undefined || 'count' in answer) return { preview: answer, problems: {} };
  const { field } = complaint(answer.message);
  return { preview: undefined, problems: { [field]: problemText(field, answer) } };
}

/** In the language of the page where it is known what the field needs. */
function problemText(field: RuleField, { code, message }: Failure): string {
  if (code !== 'invalid_settings') return message;
  const says = t.budgets.rules.problems;
  return field.startsWith('split.') ? says.part : says[field as keyof typeof says];
}
