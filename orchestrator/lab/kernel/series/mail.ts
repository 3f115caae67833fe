/** One message of a series: its subject and id decoded, and the diff in its text, whatever the mail was encoded with. */
import PostalMime from 'postal-mime';
import { diffIn, filesIn } from './diff.ts';
import type { Message } from './series.ts';
import { parseSubject } from './subject.ts';

/** @param text latin1. A file that begins with no header is a diff alone: then its name stands for a subject */
export async function readMessage(text: string, from: string): Promise<Message> {
  if (!/^[A-Za-z][A-Za-z0-9-]*:/.test(text)) return message(from, from, undefined, Buffer.from(text, 'latin1').toString());
  const { subject, messageId, text: body = '', attachments } = await PostalMime.parse(Buffer.from(text, 'latin1'), { attachmentEncoding: 'utf8' });
  // A patch that was attached: the text in front of it is no diff.
  const texts = [body, ...attachments.flatMap(({ content }) => (typeof content === 'string' ? [content] : []))];
  return message(from, subject ?? '', messageId, texts.find((one) => diffIn(one) !== undefined) ?? body);
}

function message(from: string, subject: string, messageId: string | undefined, text: string): Message {
  const diff = diffIn(text);
  const id = messageId?.replace(/^<|>$/g, '');
  return { from, subject: parseSubject(subject), ...(id === undefined ? {} : { id }), diff, files: diff === undefined ? [] : filesIn(diff) };
}
