/** Starts the page that opens an export: no account, no network. */

import './elements/export-opener.js';
import { loadFonts } from './ui/fonts.js';
import { preference, wearTheme } from './ui/preferences.js';
import { speakPreferred } from './ui/translate.js';

wearTheme(preference('theme') ?? 'auto');
speakPreferred();
await loadFonts();
