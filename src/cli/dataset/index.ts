import { Command } from 'commander';
import { buildCommand, mergeCommand } from './build';
import { cardCommand } from './card';
import { figuresCommand } from './figures';
import { checkCommand, expandCommand, importCommand, infoCommand } from './files';
import { pilotCommand } from './pilot';
import { statusCommand } from './status';

export function datasetCommand(): Command {
  return new Command('dataset')
    .description('Build, look at and check the data sets: latents, microstructures and their simulated property.')
    .addCommand(pilotCommand())
    .addCommand(buildCommand())
    .addCommand(mergeCommand())
    .addCommand(statusCommand())
    .addCommand(infoCommand())
    .addCommand(checkCommand())
    .addCommand(expandCommand())
    .addCommand(importCommand())
    .addCommand(cardCommand())
    .addCommand(figuresCommand());
}
