import type { ComponentType, ReactNode } from "react";

/** What a prop of a host component may be. */
export type PropType = "string" | "number" | "boolean" | "function" | "json" | { enum: readonly string[] };

/** The props that plugins may give to a component; all others are refused. */
export type PropSchema<Props = any> = { readonly [Name in Extract<keyof Props, string>]?: PropType };

/** A component with what plugins may do with it. */
export interface ExposedComponent<Props = any> {
  component: ComponentType<Props>;
  /** Props by name. `children` are always the plugin's. */
  props?: PropSchema<Props>;
  /** Events that plugins may hear: `press` is the prop `onPress`. It returns a promise of what the plugin answers. */
  events?: readonly string[];
}

/** A component that says by itself what plugins may do with it. */
export type DeclaredComponent<Props = any> = ComponentType<Props> & {
  porticoProps?: PropSchema<Props>;
  porticoEvents?: readonly string[];
};

/** Something a plugin said. It comes from code of others: check `detail` before use. */
export interface PluginEvent {
  /** Name of the plugin. */
  plugin: string;
  /** Id of its extension. */
  extension: string;
  /** What it said; of a sandboxed plugin `{ name, detail }`. */
  detail: unknown;
}

export interface PluginPointProps {
  /** The origin that Portico runs on, for example `https://portico.example`. */
  server: string;
  /** Id of the host. */
  hostId: string;
  /** Key of the slot, for example `storefront:product:reviews`. */
  pluginPoint: string;
  /** Host JWT of the current user, made on your server; none for visitors who are not signed in. */
  jwt?: string | null;
  /** Data and callback functions for the plugins. Keep its identity while nothing changes (`useMemo`). */
  props?: object;
  /** Components of the application that plugins may use, by name. */
  exposedComponents?: Readonly<Record<string, ExposedComponent | DeclaredComponent>>;
  /** Names of functions in `props` that cost the reader something: a call takes a click of the reader's in the plugin, one for each call. */
  sensitive?: readonly string[];
  /** Answers a fresh token. Called for the first one where there is no `jwt`, and before each ends. */
  getToken?: () => string | null | Promise<string | null>;
  /** Hears what plugins say. */
  onEvent?: (event: PluginEvent) => void;
  /** There is no good token any more. */
  onTokenExpired?: (error: unknown) => void;
  /** Shown until the plugins are there. */
  fallback?: ReactNode;
  /** Else what the reader prefers. */
  theme?: "light" | "dark";
  className?: string;
}

/** Shows the plugins of a slot. */
export function PluginPoint(props: PluginPointProps): ReactNode;
