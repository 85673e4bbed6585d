/** Closed lists of French and English words that tell what stands beside them. All are folded. */

import { wordSet } from './fold.js';

/** Words before a surname. */
export const TITLES = wordSet(`m mr mrs ms miss mm mme mmes mlle mlles dr dre pr me madame monsieur mademoiselle mesdames messieurs docteur
  docteure professeur professeure maitre veuve doctor sir lady`);

/** Titles that are words of their own in lower case: « me », « pr », « m ». */
export const SHORT_TITLES = wordSet('m me pr ms mm sir lady miss');

/** Words for one of the family that are also used as names. */
export const FAMILIAR = wordSet('papi papy pepe mamie mamy meme tonton tata tatie tati nounou parrain marraine granny grandpa grandma auntie uncle');

/** Words for a person, after which a capital is a name. */
export const ROLES = wordSet(`frere soeur fils fille mari femme epoux epouse compagnon compagne ami amie copain copine collegue cousin
  cousine oncle tante neveu niece pere mere beau-pere belle-mere belle-soeur beau-frere jumeau jumelle fratrie famille famille-d'accueil
  veuf epoux voisin voisine grands-parents grand-mere grand-pere surveillant surveillante educateur educatrice educ infirmier infirmiere ide
  aide-soignant aide-soignante psychologue psy stagiaire tuteur tutrice referent referente assistant assistante assistante-sociale as
  maitresse maitre directeur directrice chef cheffe cadre medecin kine animateur animatrice eleve resident residente patient patiente usager
  usagere gamin gamine garcon bebe petit petite jeune ado adolescent adolescente monsieur madame juge avocat avocate maire auxiliaire
  benevole enfant client cliente formateur formatrice superviseur brother sister son daughter husband wife friend colleague cousin uncle
  aunt nephew niece father mother nurse teacher pupil patient boy girl`);

/** Verbs and words that announce a name: « s’appelle », « prénommée ». */
export const CALLING = wordSet(`appelle appelles appelait appellent appelais appelaient prenomme prenommee prenommer surnomme surnommee
  surnommes nomme nommee baptise baptisee alias dit dite prenom surnom named called nicknamed`);

/** Words before a person's name in running text. */
export const WITH = wordSet('avec chez with');

/** Words before a place that are hardly followed by anything else. */
export const TOWARDS = wordSet('a en au aux vers habite habitait habitent vit vivent vivait depuis jusqu\'a in at near from towards');
export const OF = wordSet('de d du des la l le les sur pour par via entre et of to');

export const DETERMINERS = wordSet(`le la l les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos
  leur leurs chaque quelque quelques aucun aucune toute tout tous toutes quel quelle the an this that my your his her our their every each`);
export const INDEFINITE = wordSet('un une des an');

/** Words that stand between a determiner and its noun, or before a verb: what follows is no bare name. */
export const CLITICS = wordSet('je tu il elle on nous vous ils elles se s me m te t ne n y en lui leur qui j i you he she we they it who not to');

/** After a comma, what says more of the one just named: « Marchand, le gradé ». */
export const APPOSED = wordSet('le la l mon ma notre son sa the my our his her');

/** Words whose « de » leads to the name of an inventor: « échelle de Glasgow », « maladie de Crohn ». */
export const NAMED_AFTER = wordSet(`echelle score test cycle triangle indice syndrome maladie loi methode manoeuvre grille pyramide theorie
  plan complexe effet modele roue questionnaire scale law syndrome`);

/** Verbs of reading: what follows is an author. */
export const READING = wordSet('lis lit lu lire relis relit relu relire cite citer selon read reading');

/** Particles inside a surname. */
export const PARTICLES = wordSet('de du des d da do dos das di del della van von der den le la les l ben bin ibn el al ait aït ould abou abu mac mc saint o n m st');

/** Verbs in a form that a person's name often comes before. */
export const VERBS_AFTER = wordSet(`est a etait avait va allait dit disait m me se s ne n lui nous vous les la y en fait faisait veut
  voulait peut pouvait doit devait vient venait arrive arrivait part partait pleure pleurait crie criait parle parlait demande demandait
  repond repondait mange dort joue regarde regardait aime aimait pense sait savait semble sera aura ira et aussi non oui sourit rit is was
  has had says said will came went brought took gave told asked looked felt sat stood left kept got made knew thought did does wants likes
  cried laughed smiled called`);

/** Words of grammar, never a name when written in lower case. */
export const FUNCTION_WORDS = wordSet(`${[...DETERMINERS, ...CLITICS, ...OF, ...TOWARDS, ...WITH, ...VERBS_AFTER].join(' ')}
  mais ou donc or ni car que quoi comment quand pas plus moins bien mal tres trop ici la-bas alors puis ensuite encore deja jamais toujours rien
  tout sans sous dans contre apres avant pendant selon malgre sauf c d j l n qu t moi toi eux ca cela ceci`);

/** Words that are clearly English, to tell the language of a text. */
export const ENGLISH_WORDS = wordSet('the and was is of to in that it he she they with for his her had not this have from you i my we were been but');
export const FRENCH_WORDS = wordSet('le la les de des et est un une que qui dans pas il elle je nous pour avec ce se sa son mais on ne en au du');
