import type { BoardWindow } from '../rank/rank-profile.js';
import type { ConfiguredAgent } from './configured-agent.js';

/** `arena.yaml`, checked and complete. Paths are absolute; no secret stands in it, only the names of variables that hold one. */
export interface ArenaConfig {
  /** Folder of the embedded store, or a `postgres://` URL. Its password must not be shown. */
  readonly store: string;
  readonly source: CaseSourceConfig;
  /** Hosts whose cases are run; empty: all. */
  readonly hosts: readonly string[];
  /** From one cohort's start to the next one's, ms; at least 1 s. */
  readonly startFloorMs: number;
  /** No attempt lasts longer, ms; at most 300 s. A case's own policy may be shorter. */
  readonly hardTimeoutMs: number;
  /** Boards that its owner wants; at least one. Boards are counted live, so nothing reads it so far. */
  readonly windows: readonly BoardWindow[];
  /** Each id once. */
  readonly agents: readonly ConfiguredAgent[];
  /** Attempts at once on this machine. */
  readonly concurrency: number;
  /** Where agents' raw replies are kept. */
  readonly payloadFolder: string;
  /** This process among several on one store. */
  readonly workerId: string;
}

export interface CaseSourceConfig {
  /** Base URL; the three endpoints are below it. */
  readonly url: string;
  /** Environment variable that holds its bearer token; undefined: none is sent. */
  readonly tokenEnv: string | undefined;
}
