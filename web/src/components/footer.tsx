// What is kept, and where: under the figures.

import { InstallButton } from './install-button.tsx';

export function Footer() {
  return (
    <footer class="footer">
      <p>
        Your transactions are read from the bank each time you look, sorted on this device, and kept nowhere. What is learned
        from your corrections stays in this browser. The server keeps, encrypted:
        the bank’s permission to read, the names of your banks, and your caps.
      </p>
      <InstallButton />
    </footer>
  );
}
