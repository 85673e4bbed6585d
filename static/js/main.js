/** Starts the application: one notebook, one navigation, one element. */

import { AppElement } from './elements/app.js';
import { Notebook } from './session/notebook.js';
import { loadFonts } from './ui/fonts.js';
import { Navigation } from './ui/navigation.js';
import { preference, wearTheme } from './ui/preferences.js';
import { speakPreferred } from './ui/translate.js';

wearTheme(preference('theme') ?? 'auto');
speakPreferred();

const app = document.querySelector('recul-app');
if (!(app instanceof AppElement)) throw new Error('the shell has no recul-app');
app.notebook = new Notebook();
app.navigation = new Navigation();
await Promise.all([app.notebook.start(), loadFonts()]);
