import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { CycleDefinitions } from './definitions.js';
import { Launch } from './launch.js';

@Module({
  imports: [PeopleModule],
  providers: [CycleDefinitions, Launch],
  exports: [CycleDefinitions, Launch, PeopleModule],
})
export class CyclesModule {}
