import { type DynamicModule, Module } from '@nestjs/common';
import { capturedMailFolder, type Config } from '../config.js';
import { PagesModule } from '../pages/pages.module.js';
import { DevelopmentController, MAIL_FOLDER } from './development.controller.js';

/** The pages of a development installation. In production it has none: their addresses lead nowhere. */
@Module({})
export class DevelopmentModule {
  static for({ environment, home }: Pick<Config, 'environment' | 'home'>): DynamicModule {
    if (environment === 'production') return { module: DevelopmentModule };
    return {
      module: DevelopmentModule,
      imports: [PagesModule],
      controllers: [DevelopmentController],
      providers: [{ provide: MAIL_FOLDER, useValue: capturedMailFolder(home) }],
    };
  }
}
