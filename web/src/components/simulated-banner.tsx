// Says that the figures are made up, where they are.

export function SimulatedBanner() {
  return (
    <aside class="banner" aria-label="About these figures" data-testid="banner-simulated">
      <strong>Simulated bank:</strong> these figures are made up by a test bank on this machine.
    </aside>
  );
}
