import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { CycleDefinitions } from './definitions.js';
import { Launch } from './launch.js';
import { Newcomers } from './newcomers.js';

@Module({
  imports: [PeopleModule],
  providers: [CycleDefinitions, Launch, Newcomers],
  exports: [CycleDefinitions, Launch, Newcomers, PeopleModule],
})
export class CyclesModule {}
