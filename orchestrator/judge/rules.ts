/** The version of the rules that judge: goes up with every change that may judge an old record otherwise. */
export const RULES = 2;
