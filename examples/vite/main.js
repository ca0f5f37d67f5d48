import { categorise, init } from 'openpurse';

await init();
const rows = [
  { description: 'TESCO STORES 3297', amount: -12.5 },
  { description: 'NETFLIX.COM', amount: -9.99 },
];
for (const [index, { merchant, category }] of categorise(rows).entries()) {
  const item = document.createElement('li');
  item.textContent = `${merchant}: ${category}, ${-rows[index].amount}`;
  document.querySelector('ul').append(item);
}
