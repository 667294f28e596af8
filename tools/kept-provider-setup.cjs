const { keepProvider } = require('./kept-provider.cjs');

/** For jest's globalSetup: one AWS provider for every Terraform that the tests start, whose workers inherit the variable. */
module.exports = async function useKeptProvider() {
  Object.assign(process.env, (await keepProvider()).environment);
};
