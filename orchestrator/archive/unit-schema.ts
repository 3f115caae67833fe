/** The model's units in a record: z.int() holds exactly the integers that model/units' constructors let through. */
import { z } from 'zod';

export const unit = <Unit extends number>() => z.int() as unknown as z.ZodType<Unit, Unit>;
