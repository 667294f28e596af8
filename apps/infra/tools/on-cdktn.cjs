// Preloaded into the app: cdktf, and what is built on it, comes from the folder that install-cdktn.mjs has filled. The
// app itself is the one that is deployed, file by file, so that its paths are the same too.
const Module = require('node:module');
const { join } = require('node:path');

const FOLDER = join(__dirname, '../../../tmp/infra-cdktn');
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, parent, isMain, options) {
  const isCore = /^(cdktf|constructs|@cdktf\/[^/]+)(\/|$)/.test(request);
  return resolve.call(this, request, parent, isMain, isCore ? { paths: [FOLDER] } : options);
};
