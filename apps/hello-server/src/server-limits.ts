import type { Server } from 'node:http';

/**
 * What one client may cost the server. Longer waits are not more polite: a host has little memory,
 * and every open connection holds some of it.
 */
export interface ServerLimits {
  /** Time a client has to send the request line and all headers. @default 10000 */
  readonly headersTimeoutMs?: number;
  /** Time a client has to send the whole request, body included. @default 15000 */
  readonly requestTimeoutMs?: number;
  /** Time an idle connection is kept for the client's next request. @default 5000 */
  readonly keepAliveTimeoutMs?: number;
  /** Time without a byte in either direction before a connection is cut. @default 20000 */
  readonly inactivityTimeoutMs?: number;
  /** How often the first two limits are checked; Node's own 30 s would stretch them. @default 1000 */
  readonly checkEveryMs?: number;
  /** Bytes the request line and headers may take together. @default 8192 */
  readonly maxHeaderBytes?: number;
  /** Connections held at once; a newcomer beyond takes one of the client that holds most. @default 900 */
  readonly maxConnections?: number;
}

/**
 * What Node may hold beyond `maxConnections` before it closes newcomers unanswered: connections that are being closed
 * still count. ECS hosts give 1024 descriptors.
 */
const CLOSING_CONNECTIONS = 90;

/** The limits with every default filled in. */
export function resolveLimits(limits: ServerLimits = {}): Required<ServerLimits> {
  return {
    headersTimeoutMs: limits.headersTimeoutMs ?? 10_000,
    requestTimeoutMs: limits.requestTimeoutMs ?? 15_000,
    keepAliveTimeoutMs: limits.keepAliveTimeoutMs ?? 5_000,
    inactivityTimeoutMs: limits.inactivityTimeoutMs ?? 20_000,
    checkEveryMs: limits.checkEveryMs ?? 1_000,
    maxHeaderBytes: limits.maxHeaderBytes ?? 8_192,
    maxConnections: limits.maxConnections ?? 900,
  };
}

/** Sets the limits that Node takes as fields of a server rather than as constructor options. */
export function applyLimits(server: Server, limits: Required<ServerLimits>): void {
  server.headersTimeout = limits.headersTimeoutMs;
  server.requestTimeout = limits.requestTimeoutMs;
  server.keepAliveTimeout = limits.keepAliveTimeoutMs;
  server.timeout = limits.inactivityTimeoutMs;
  server.maxConnections = limits.maxConnections + CLOSING_CONNECTIONS;
}
