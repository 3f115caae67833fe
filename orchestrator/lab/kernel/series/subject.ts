/** What the subject of a patch says: `[PATCH v5 1/2] mm/memory_hotplug: …`, or `[v5,1/2] …` as patchwork has it. Pure. */

export interface PatchSubject {
  /** 1 where none is named. */
  readonly version: number;
  /** Absent for a patch that is alone. 0 is a cover letter. */
  readonly place?: { readonly number: number; readonly of: number } | undefined;
  readonly title: string;
  /** `Re: …`: an answer, which may quote a patch and is none. */
  readonly isAnswer: boolean;
}

export function parseSubject(text: string): PatchSubject {
  const subject = text.replaceAll(/\s+/g, ' ').trim();
  const [, answer = '', tags = '', title = ''] = /^((?:(?:re|aw|fwd?)(?:\[\d+\])?: *)*)((?:\[[^\]]*\] ?)*)(.*)$/i.exec(subject) ?? [];
  const words = tags.split(/[[\], ]+/).filter((word) => word !== '');
  const version = words.flatMap((word) => /^v(\d+)$/i.exec(word)?.[1] ?? /^PATCHv(\d+)$/i.exec(word)?.[1] ?? [])[0];
  const [, number, of] = words.map((word) => /^(\d+)\/(\d+)$/.exec(word)).find((match) => match !== null) ?? [];
  return {
    version: version === undefined ? 1 : Number(version),
    ...(number === undefined || of === undefined ? {} : { place: { number: Number(number), of: Number(of) } }),
    title: title.trim(),
    isAnswer: answer !== '',
  };
}
