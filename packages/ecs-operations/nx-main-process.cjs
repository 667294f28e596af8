// Loaded by Nx in its main process as the `hasher` of the executors: it passes their exit codes on to the shell, and hands
// them Ctrl-C. The one of nx-cdktf does it; without that package there is no stage to read, and the executors say so.
'use strict';

module.exports = require('nx-cdktf/nx-main-process.cjs');
