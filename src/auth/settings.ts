/** What sign-in and the browser's door need to know of the installation. Filled from the configuration, never from a request. */
export class AuthSettings {
  /**
   * `publicUrl`: the address people type, without a slash at the end; mails and cookies follow it.
   * `trustedOrigins`: further origins that may send state-changing requests, such as a proxy's.
   */
  constructor(
    readonly publicUrl: string,
    readonly environment: 'production' | 'development' | 'test',
    readonly trustedOrigins: readonly string[] = [],
  ) {}

  /** Cookies are `Secure` and carry the `__Host-` name when people come by https. */
  get secure(): boolean {
    return this.publicUrl.startsWith('https://');
  }
}
