import { init, Ledger } from './node_modules/openpurse/web.js';

await init();
const ledger = new Ledger();
const input = document.querySelector('input');

input.addEventListener('change', () => add(input.files));
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  add(event.dataTransfer.files);
});
tell('Ready.');

async function add(files) {
  const said = [];
  for (const file of files) {
    try {
      const { transactions, problems } = ledger.importFile(new Uint8Array(await file.arrayBuffer()));
      said.push(`${file.name}: ${transactions} transactions, ${problems.length} rows could not be read.`);
    } catch (error) {
      said.push(`${file.name}: ${error.message}`);
    }
  }
  tell(said.join(' '));
  show();
}

/** The month of the newest transaction, largest category first. */
function show() {
  const [newest] = ledger.transactions();
  if (!newest) return;
  const { period, uncapped } = ledger.budget(newest.date.slice(0, 7));
  const table = document.querySelector('table');
  table.replaceChildren();
  table.createCaption().textContent = period.label;
  for (const { name, spent } of uncapped) {
    const row = table.insertRow();
    row.insertCell().textContent = name;
    row.insertCell().textContent = spent.toFixed(2);
  }
}

function tell(text) {
  document.querySelector('[role=status]').textContent = text;
}
