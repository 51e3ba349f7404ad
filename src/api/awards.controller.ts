import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { Policy, type WithActor } from '../auth/policy.js';
import { TooManyExports } from '../rewards/audit.js';
import { ExportRefused, Exports } from '../rewards/export.js';
import { signedIn } from './access.js';
import type { AwardsQuery } from './contract.js';
import { cycleIn } from './cycles.controller.js';
import { AnswersCsv } from './describe.js';
import { ServiceProblem } from './problem.js';
import { Reading } from './reading.js';
import * as schemas from './schemas.js';

type Reply = { header(name: string, value: string): Reply; send(body: string): unknown };

@Controller('api/v1/cycles')
export class AwardsController {
  constructor(
    @Inject(Reading) private readonly reading: Reading,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get(':cycle/awards.csv')
  @Policy('pay.export')
  @AnswersCsv('Approved awards of a settled reward of the people within reach, the same bytes each time')
  async awards(
    @Req() request: WithActor,
    @Param('cycle') key: string,
    @Query({ schema: schemas.AwardsQuery }) { reward }: AwardsQuery,
    @Res() reply: Reply,
  ): Promise<void> {
    const actor = signedIn(request);
    const { id } = await this.reading.now(actor, (tx) => cycleIn(tx, actor, key));
    const options = { forSpreadsheet: true };
    const file = await this.exports
      .awards(actor.organisationId, id, reward, actor, options)
      .catch((error: unknown) => {
        if (error instanceof TooManyExports) reply.header('retry-after', String(error.seconds));
        throw problemOf(error);
      });
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('cache-control', 'no-store')
      .send(file.csv);
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof ExportRefused) return new ServiceProblem(409, 'notSettled', error.message);
  if (error instanceof TooManyExports) return new ServiceProblem(429, 'tooManyExports', error.message);
  return error;
}
