export { PluginPoint } from "./plugin-point.js";
