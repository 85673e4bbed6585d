/** What the server writes before `service-worker.js`: every file of the release with its SHA-256. */
declare const RELEASE: { id: string; number: number; files: Record<string, string>; core: string[]; worker: string[]; shell: string };
