/** Sayings, mottos, first lines of songs and poems, prayers: folded, one a line, the same as in `crypto/sayings.txt`. */

/** @type {readonly string[]} their letters alone, the longest first */
export const SAYINGS = Object.freeze(`
liberte egalite fraternite
honneur et patrie
l union fait la force
un pour tous tous pour un
dieu et mon droit
honi soit qui mal y pense
travail famille patrie
ni dieu ni maitre
vive la republique vive la france
allons enfants de la patrie
le jour de gloire est arrive
aux armes citoyens formez vos bataillons
qu un sang impur abreuve nos sillons
il est interdit d interdire
sous les paves la plage
soyez realistes demandez l impossible
je suis charlie
fluctuat nec mergitur
je me souviens
heureux qui comme ulysse a fait un beau voyage
mignonne allons voir si la rose
sous le pont mirabeau coule la seine
les sanglots longs des violons de l automne
demain des l aube a l heure ou blanchit la campagne
o temps suspends ton vol
mon enfant ma soeur songe a la douceur
la tout n est qu ordre et beaute
luxe calme et volupte
souvent pour s amuser les hommes d equipage
je vous ecris une lettre que vous lirez peut etre
il pleure dans mon coeur comme il pleut sur la ville
le ciel est par dessus le toit si bleu si calme
on n est pas serieux quand on a dix sept ans
c est un trou de verdure ou chante une riviere
comme je descendais des fleuves impassibles
sur mes cahiers d ecolier
sur mon pupitre et les arbres
j ecris ton nom liberte
rappelle toi barbara
il pleuvait sans cesse sur brest ce jour la
frere humains qui apres nous vivez
mais ou sont les neiges d antan
dictes moi ou n en quel pays
quand vous serez bien vieille au soir a la chandelle
la cigale ayant chante tout l ete
maitre corbeau sur un arbre perche
rien ne sert de courir il faut partir a point
la raison du plus fort est toujours la meilleure
tout flatteur vit aux depens de celui qui l ecoute
on a souvent besoin d un plus petit que soi
aide toi le ciel t aidera
patience et longueur de temps
le chene un jour dit au roseau
deux pigeons s aimaient d amour tendre
va cours vole et nous venge
o rage o desespoir o vieillesse ennemie
a vaincre sans peril on triomphe sans gloire
rodrigue as tu du coeur
pour qui sont ces serpents qui sifflent sur vos tetes
belle marquise vos beaux yeux me font mourir d amour
que diable allait il faire dans cette galere
cachez ce sein que je ne saurais voir
etre ou ne pas etre telle est la question
je pense donc je suis
l enfer c est les autres
le coeur a ses raisons que la raison ignore
science sans conscience n est que ruine de l ame
il faut cultiver notre jardin
connais toi toi meme
l essentiel est invisible pour les yeux
on ne voit bien qu avec le coeur
dessine moi un mouton
s il te plait dessine moi un mouton
longtemps je me suis couche de bonne heure
aujourd hui maman est morte
il etait une fois dans un pays lointain
il etait une fois une princesse
ils vecurent heureux et eurent beaucoup d enfants
tire la chevillette et la bobinette cherra
anne ma soeur anne ne vois tu rien venir
miroir mon beau miroir dis moi qui est la plus belle
sesame ouvre toi
notre pere qui es aux cieux
que ton nom soit sanctifie
que ton regne vienne que ta volonte soit faite
donne nous aujourd hui notre pain de ce jour
je vous salue marie pleine de grace
au nom du pere du fils et du saint esprit
gloire a dieu au plus haut des cieux
l eternel est mon berger je ne manquerai de rien
au commencement etait le verbe
aimez vous les uns les autres
tu aimeras ton prochain comme toi meme
que celui qui n a jamais peche jette la premiere pierre
heureux les pauvres en esprit
tu es poussiere et tu retourneras en poussiere
oeil pour oeil dent pour dent
rendez a cesar ce qui est a cesar
dieu est amour
ecoute israel l eternel est notre dieu
chema israel adonai elohenou adonai ehad
bismillah ar rahman ar rahim
la ilaha illa allah
allahou akbar
om mani padme hum
pater noster qui es in caelis
ave maria gratia plena
carpe diem quam minimum credula postero
veni vidi vici
alea jacta est
cogito ergo sum
in vino veritas
errare humanum est
memento mori
si vis pacem para bellum
lorem ipsum dolor sit amet
ad vitam aeternam
mens sana in corpore sano
au clair de la lune mon ami pierrot
prete moi ta plume pour ecrire un mot
frere jacques dormez vous
sonnez les matines
sur le pont d avignon on y danse tous en rond
alouette gentille alouette
alouette je te plumerai
une souris verte qui courait dans l herbe
il etait un petit navire
qui n avait jamais navigue
a la claire fontaine m en allant promener
il y a longtemps que je t aime jamais je ne t oublierai
savez vous planter les choux
le bon roi dagobert a mis sa culotte a l envers
j ai du bon tabac dans ma tabatiere
malbrough s en va t en guerre
il court il court le furet
promenons nous dans les bois pendant que le loup n y est pas
ainsi font font font les petites marionnettes
meunier tu dors ton moulin va trop vite
dansons la capucine
il pleut il pleut bergere
cadet rousselle a trois maisons
petit papa noel quand tu descendras du ciel
mon beau sapin roi des forets
vive le vent vive le vent vive le vent d hiver
douce nuit sainte nuit
minuit chretiens c est l heure solennelle
il est ne le divin enfant
joyeux anniversaire
non rien de rien non je ne regrette rien
quand il me prend dans ses bras
je vois la vie en rose
ne me quitte pas
dans le port d amsterdam
avec le temps va tout s en va
douce france cher pays de mon enfance
la mer qu on voit danser
que reste t il de nos amours
c est une chanson qui nous ressemble
les feuilles mortes se ramassent a la pelle
je l aime a mourir
quand on a que l amour
quand on n a que l amour
les copains d abord
emmenez moi au bout de la terre
je m voyais deja en haut de l affiche
allumer le feu
que je t aime que je t aime
on a tous quelque chose en nous de tennessee
comme d habitude
il jouait du piano debout
resiste prouve que tu existes
foule sentimentale on a soif d ideal
l aigle noir
mistral gagnant
laisse beton
j ai encore reve d elle
elle est si belle
et maintenant que vais je faire
pour un flirt avec toi
alexandrie alexandra
on ira tous au paradis
je te promets
sensualite oh sensualite
libere delivre
libere delivre je ne mentirai plus jamais
il en faut peu pour etre heureux
ce reve bleu
vers l infini et au dela
que la force soit avec toi
je suis ton pere
un grand pouvoir implique de grandes responsabilites
mieux vaut tard que jamais
mieux vaut prevenir que guerir
qui vivra verra
qui vole un oeuf vole un boeuf
qui seme le vent recolte la tempete
qui ne tente rien n a rien
qui va a la chasse perd sa place
qui veut voyager loin menage sa monture
qui se ressemble s assemble
qui dort dine
qui aime bien chatie bien
rira bien qui rira le dernier
tout vient a point a qui sait attendre
petit a petit l oiseau fait son nid
pierre qui roule n amasse pas mousse
l habit ne fait pas le moine
l argent ne fait pas le bonheur
la nuit porte conseil
la nuit tous les chats sont gris
le temps c est de l argent
les bons comptes font les bons amis
loin des yeux loin du coeur
tel pere tel fils
tous les chemins menent a rome
tout est bien qui finit bien
tout ce qui brille n est pas or
un tiens vaut mieux que deux tu l auras
une hirondelle ne fait pas le printemps
une fois n est pas coutume
vouloir c est pouvoir
impossible n est pas francais
il ne faut pas vendre la peau de l ours
il ne faut jamais dire fontaine je ne boirai pas de ton eau
il n y a pas de fumee sans feu
il n est pire eau que l eau qui dort
apres la pluie le beau temps
au royaume des aveugles les borgnes sont rois
c est en forgeant qu on devient forgeron
ce que femme veut dieu le veut
chacun pour soi et dieu pour tous
chassez le naturel il revient au galop
chose promise chose due
comme on fait son lit on se couche
en avril ne te decouvre pas d un fil
en mai fais ce qu il te plait
jamais deux sans trois
les absents ont toujours tort
les chiens aboient la caravane passe
l erreur est humaine
l exception confirme la regle
l occasion fait le larron
l avenir appartient a ceux qui se levent tot
quand le chat n est pas la les souris dansent
quand on parle du loup
a coeur vaillant rien d impossible
carpe diem cueille le jour
un esprit sain dans un corps sain
aimer c est regarder ensemble dans la meme direction
la vie est belle
la vie est un long fleuve tranquille
vivre et laisser vivre
metro boulot dodo
liberte cherie
je t aime mon amour
je t aime plus que tout
mon mot de passe
ceci est mon mot de passe
le mot de passe est secret
ouvre toi mon carnet
les chaussettes de l archiduchesse sont elles seches
un chasseur sachant chasser sans son chien
portez ce vieux whisky au juge blond qui fume
trois petits chats chapeau de paille
am stram gram pic et pic et colegram
lundi mardi mercredi jeudi vendredi samedi dimanche
janvier fevrier mars avril mai juin juillet
un deux trois nous irons au bois
un deux trois quatre cinq six sept
do re mi fa sol la si do
to be or not to be that is the question
all the world s a stage
shall i compare thee to a summer s day
romeo romeo wherefore art thou romeo
my kingdom for a horse
we hold these truths to be self evident
we the people of the united states
life liberty and the pursuit of happiness
four score and seven years ago
i have a dream
in god we trust
god save the king
god save the queen
ask not what your country can do for you
the only thing we have to fear is fear itself
one small step for man one giant leap for mankind
oh say can you see by the dawn s early light
the land of the free and the home of the brave
our father who art in heaven
hallowed be thy name
the lord is my shepherd i shall not want
in the beginning god created the heaven and the earth
hail mary full of grace
amazing grace how sweet the sound
love thy neighbour as thyself
for god so loved the world
it was the best of times it was the worst of times
call me ishmael
it is a truth universally acknowledged
two roads diverged in a yellow wood
do not go gentle into that good night
once upon a midnight dreary
because i could not stop for death
i wandered lonely as a cloud
if you can keep your head when all about you
hope is the thing with feathers
not all those who wander are lost
one ring to rule them all
may the force be with you
i am your father
winter is coming
elementary my dear watson
frankly my dear i don t give a damn
here s looking at you kid
there s no place like home
to infinity and beyond
hakuna matata
let it go let it go
with great power comes great responsibility
twinkle twinkle little star how i wonder what you are
mary had a little lamb
humpty dumpty sat on a wall
row row row your boat gently down the stream
jingle bells jingle bells jingle all the way
silent night holy night
happy birthday to you
we wish you a merry christmas
yesterday all my troubles seemed so far away
imagine all the people
imagine there s no heaven
all you need is love
here comes the sun
let it be let it be
hey jude don t make it bad
is this the real life is this just fantasy
we will we will rock you
we are the champions my friend
i will always love you
stairway to heaven
hello darkness my old friend
like a rolling stone
the answer my friend is blowing in the wind
somewhere over the rainbow
don t worry be happy
smells like teen spirit
never gonna give you up
the quick brown fox jumps over the lazy dog
correct horse battery staple
open sesame
an apple a day keeps the doctor away
a picture is worth a thousand words
actions speak louder than words
all that glitters is not gold
better late than never
birds of a feather flock together
don t count your chickens before they hatch
every cloud has a silver lining
honesty is the best policy
if at first you don t succeed try try again
knowledge is power
live and let live
live laugh love
love conquers all
no pain no gain
practice makes perfect
rome was not built in a day
the early bird catches the worm
the pen is mightier than the sword
time is money
when in rome do as the romans do
where there s a will there s a way
you can t judge a book by its cover
keep calm and carry on
make love not war
peace and love
power to the people
workers of the world unite
proletaires de tous les pays unissez vous
c est la lutte finale groupons nous et demain
debout les damnes de la terre
this is my password
my password is secret
i love you so much
i love you forever
carpe diem seize the day
`.trim().split('\n').map((saying) => saying.replaceAll(' ', '')).sort((a, b) => b.length - a.length));
