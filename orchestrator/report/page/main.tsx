/** The page: its data stands in the document, so that it opens from a file. */
import { render } from 'preact';
import type { PageData } from '../page-data/shape.ts';
import { Page } from './Page.tsx';
import './style/page.css';
import './style/overview.css';
import './style/failure.css';
import './style/history.css';

const data = JSON.parse(document.getElementById('data')?.textContent ?? 'null') as PageData;
const place = document.getElementById('page');
if (place) render(<Page data={data} />, place);
