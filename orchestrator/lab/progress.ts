/** How the lab says what it is doing. `what` is a short phrase in the present tense: `downloading linux-image-… (34 MB)`. */
export type Progress = (what: string) => void;
