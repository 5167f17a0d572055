'use strict';
const { reporters } = require('mocha');

/** Mocha's spec reporter, closed by one line that other programs can read. */
module.exports = class extends reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    console.log(`${passes} passed, ${failures} failed, ${pending} skipped`);
  }
};
