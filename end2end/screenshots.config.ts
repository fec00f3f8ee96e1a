// Takes pictures of the demo: npm run screenshots. Not a test; the browser tests have a configuration of their own.
import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

export default defineConfig({
  ...tests,
  testDir: ".",
  testMatch: "screenshots.ts",
  reporter: [["line"]],
  projects: [{ name: "js", use: { javaScriptEnabled: true } }],
});
