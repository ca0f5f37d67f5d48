// The page's shape while its figures are on their way.

import { t } from '../../text/index.ts';

export function Loading({ what }: { what: string }) {
  return (
    <main id="main" tabIndex={-1} class="household" aria-busy="true">
      <p class="visually-hidden" role="status">{what}</p>
      <Skeleton />
    </main>
  );
}

export function Skeleton() {
  return (
    <>
      <h1 class="visually-hidden">{t.home.yourBudget}</h1>
      <div class="skeleton" aria-hidden="true">
        <div class="skeleton-line skeleton-title" />
        <div class="skeleton-line skeleton-figure" />
        <div class="columns">
          <div>{bones(6)}</div>
          <div>{bones(9)}</div>
        </div>
      </div>
    </>
  );
}

function bones(count: number) {
  return Array.from({ length: count }, (_, index) => (
    <div class="skeleton-row" key={index}>
      <div class="skeleton-line" />
      <div class="skeleton-line" />
    </div>
  ));
}
