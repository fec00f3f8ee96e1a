// The specs of ../tests in Firefox, by the Playwright of this folder: the last one that speaks what Firefox ESR 153 understands of WebDriver BiDi.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "../tests",
  outputDir: "../test-results/firefox",
  tsconfig: "./tsconfig.json",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "firefox",
    channel: "moz-firefox",
    locale: "en-GB",
    trace: "off",
    launchOptions: { executablePath: process.env.PORTICO_FIREFOX ?? "/usr/bin/firefox-esr" },
  },
  projects: [{ name: "js", use: { javaScriptEnabled: true } }],
});
