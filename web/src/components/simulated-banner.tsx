// Says that the figures are made up, where they are.

export function SimulatedBanner() {
  return (
    <p class="banner" data-testid="banner-simulated">
      <strong>Simulated bank:</strong> these figures are made up by a test bank on this machine.
    </p>
  );
}
