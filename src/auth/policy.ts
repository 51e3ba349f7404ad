/** The policy id of a route, and the guard that reads it. A route without one is closed. */
import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  NotFoundException,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, mayEver, policyIds } from './matrix.js';
import { ActorReader } from './actor.js';

const key = 'perennial:policy';

/**
 * Names the line of the matrix a route stands under, as `resource.action`. The decorator carries nothing else: who may do it
 * stays in the matrix.
 */
export const Policy = (id: string) => SetMetadata(key, id);

/** The policy id on a handler or its controller; undefined when somebody forgot it. */
export function policyOf(reflector: Reflector, handler: object, controller: object): string | undefined {
  return reflector.getAllAndOverride<string | undefined>(key, [handler as never, controller as never]);
}

/** What the guard leaves on a request for handlers to read. */
export type WithActor = { actor?: Actor | null };

/**
 * Refuses a route that has no policy (403), one that needs a person when nobody is signed in (401), and one that no role of
 * this person could ever use (404, so that its existence is not told). The subject is checked by the service, which knows it.
 */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ActorReader) private readonly actors: ActorReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const id = policyOf(this.reflector, context.getHandler(), context.getClass());
    if (id === undefined || !policyIds.has(id))
      throw new ForbiddenException('This address has no permission rule.');
    const request = context
      .switchToHttp()
      .getRequest<WithActor & { headers: Record<string, string | undefined> }>();
    const actor = await this.actors.of(request.headers.cookie);
    request.actor = actor;
    const [resource, action] = id.split('.') as [string, string];
    if (mayEver(actor, action, resource)) return true;
    if (!actor) throw new UnauthorizedException('Sign in to continue.');
    throw new NotFoundException();
  }
}
