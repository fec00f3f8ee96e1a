// Measures in a browser: scripts/bench-forms.sh. Not a test; the browser tests have a configuration of their own.
import { defineConfig } from "@playwright/test";
import tests from "../playwright.config.ts";

export default defineConfig({
  ...tests,
  testDir: ".",
  testMatch: "forms.ts",
  outputDir: "../test-results/bench",
  workers: 1,
  timeout: 0,
  reporter: [["line"]],
  use: { ...tests.use, trace: "off" },
  projects: [{ name: "js" }],
});
