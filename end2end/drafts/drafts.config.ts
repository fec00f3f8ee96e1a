// Runs the drafts: see README.md.
import { defineConfig } from "@playwright/test";
import tests from "../playwright.config.ts";

export default defineConfig({ ...tests, testDir: ".", testMatch: "*.spec.ts" });
