// Nothing can be shown: why, and what to do.

import type { ScreenProps } from '../app.tsx';

export function Failed({ model, state }: ScreenProps) {
  const { code, message } = state.failure ?? { code: 'internal', message: 'Something went wrong.' };
  const misconfigured = code === 'misconfigured';
  return (
    <main id="main" class="letter" data-testid={misconfigured ? 'misconfigured' : 'failed'}>
      <h1>{misconfigured ? 'A setting is missing' : 'openpurse did not answer'}</h1>
      <p class="letter-message" role="alert">{message}</p>
      {misconfigured && <p class="quiet-text">This is for whoever runs this openpurse. Once it is set, try again.</p>}
      <button class="button" data-testid="retry" onClick={() => void model.start()}>Try again</button>
    </main>
  );
}
