// The screen of budgets, in a chunk of its own: who only looks at what is left loads no form.

import { t } from '../../text/index.ts';
import type { FiguresProps } from '../page/household-screen.tsx';
import { Skeleton } from '../page/loading.tsx';
import { useChunk } from '../page/use-chunk.ts';

const load = () => import('./budget-plans.tsx').then(({ BudgetPlans }) => BudgetPlans);

export function BudgetsScreen(props: FiguresProps) {
  const Plans = useChunk(load);
  if (Plans === undefined) return <Skeleton />;
  if (Plans === 'failed') return <p class="field-error" role="alert" data-testid="budgets-unloaded">{t.budgets.unloaded}</p>;
  return <Plans {...props} />;
}
