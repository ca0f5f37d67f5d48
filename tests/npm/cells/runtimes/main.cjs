const { Ledger } = require('openpurse');
const { answers } = require('./answers.js');

console.log(answers(Ledger));
