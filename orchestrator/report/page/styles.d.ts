/** Style sheets are bundled by Vite, for their effect alone. */
declare module '*.css';
