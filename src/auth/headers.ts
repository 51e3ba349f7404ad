/** The security headers of every answer. `main` hands them to `app.useSecurityHeaders`. */
import type { SecurityHeadersOptions } from '@nestjs/common';

const self = "'self'";
const none = "'none'";
/** Only what the service itself serves: no inline script, no inline style, no other host, in no frame. */
export const contentSecurity = {
  defaultSrc: none,
  scriptSrc: self,
  styleSrc: self,
  imgSrc: [self, 'data:'],
  fontSrc: self,
  connectSrc: self,
  workerSrc: self,
  manifestSrc: self,
  formAction: self,
  frameAncestors: none,
  baseUri: none,
  requireTrustedTypesFor: "'script'",
} as const;

/**
 * `same-origin` instead of `no-referrer`: nothing leaves for other sites either way, and with `no-referrer` a form on plain http
 * would say `Origin: null` and be refused.
 */
export const securityHeaders: SecurityHeadersOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: contentSecurity },
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
};
