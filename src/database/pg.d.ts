/** The part of node-postgres this project uses; the package ships no types. */
declare module 'pg' {
  export type QueryResult = { rows: unknown[]; rowCount: number | null };
  export type TypeParser = (value: string) => unknown;
  export type ClientConfig = {
    connectionString?: string;
    host?: string;
    port?: number;
    user?: string;
    password?: string;
    database?: string;
    /** Startup parameters, as in `-c statement_timeout=60000`. */
    options?: string;
    application_name?: string;
    connectionTimeoutMillis?: number;
    query_timeout?: number;
    keepAlive?: boolean;
    ssl?: boolean | { rejectUnauthorized: boolean };
    types?: { getTypeParser(oid: number, format?: string): TypeParser };
  };
  export type PoolConfig = ClientConfig & { max?: number; min?: number; idleTimeoutMillis?: number };
  export class Client {
    constructor(config: ClientConfig);
    connect(): Promise<void>;
    query(text: string, values?: unknown[]): Promise<QueryResult>;
    end(): Promise<void>;
    on(event: 'error', listener: (error: Error) => void): this;
  }
  export type PoolClient = Client & { release(destroy?: boolean | Error): void };
  export class Pool {
    constructor(config: PoolConfig);
    connect(): Promise<PoolClient>;
    query(text: string, values?: unknown[]): Promise<QueryResult>;
    end(): Promise<void>;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'connect', listener: (client: PoolClient) => void): this;
    readonly totalCount: number;
    readonly idleCount: number;
    readonly waitingCount: number;
  }
  export const types: { getTypeParser(oid: number, format?: string): TypeParser };
}
