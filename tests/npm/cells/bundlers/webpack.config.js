export default {
  mode: 'production',
  entry: { main: './main.js' },
  performance: { hints: false },
};
