/** kmemleak looks for memory that nobody points to `[mm/kmemleak.c:kmemleak_write, kmemleak_scan]`: what it finds is the log's to tell. */
import { only, type Outcome } from '../outcome.ts';
import type { World } from '../world.ts';

export const hasKmemleak = ({ constants: { start } }: World): boolean => start.kmemleak === true;

export const seekLeaks = (world: World): readonly Outcome[] => only(hasKmemleak(world) ? 'OK' : 'ENOENT', world);
