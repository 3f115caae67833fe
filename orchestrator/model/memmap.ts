/** How large the memmap of memory is (SEMANTICS 1.2, 1.7). */
import { PAGE_SIZE, pages, type Pages } from './units.ts';

/** sizeof(struct page) of every kernel without DEBUG_VM or KMSAN. */
const STRUCT_PAGE = 64;

/** Pages that describe so many pages. */
export const memmapOf = (described: Pages): Pages => pages(Math.ceil((described * STRUCT_PAGE) / PAGE_SIZE));
