/** First names that are also everyday words, and short names that no list has. All are folded. */

import { wordSet } from './fold.js';

/** In lower case or at the beginning of a sentence, only what stands beside them tells. */
export const EVERYDAY = wordSet(`aimable aime aimee alize alpha ambre anes ange angelique anis arcade argentine aria assomption auguste
  aurore avril barbe batiste ben benjamin benjamine blanche boubou brune calypso candide cannelle capucine carline celeste cerise cesar
  charlot chretien christ clair claire clairette clemence colin colline colombe conception constance constant dan daphne desire desiree
  divine don donna eden emeraude emir epiphane esperance felicite fidele fleur flore fortune fortunee franc franca franco francisque garance
  gemma germain grace gracieuse harmonie hermine honore incarnation innocent iris islam jade jan jihad julienne junior juste kali laid laya
  lia liane lilas linette lino lise lois lorraine loup mai mama manu manuel manuelle marin marina marine marjolaine mark martial matisse
  maya melodie milan mina mira modeste muguette myrtille nadir nais narcisse neo noel noria norma olive ondine orange parfait perla perle
  philippine pierre pierrette placide prince prudence prudent prune reine rida rima rime romain romaine roman rosa rosaire rose rosette
  samba sana satine sauveur sema serge serine servais slim solen sultan tais tao tara toscane urbain valeriane van vanille victoire violette
  vital voltaire will mark bill joy hope faith art miles dean rich pat sue may june april dawn eve ray chase`);

/** Those that begin a sentence as words: « Juste avant », « Clair et net ». */
export const OPENERS = wordSet(`juste clair ben parfait aime aimee avril mai noel lois don franc grace lise serge tais van aria orange laid
  rime samba desire honore alpha arcade barbe innocent fidele prudent may june april will mark bill hope joy faith art miles rich pat sue
  dawn eve ray chase dean`);

/** Nicknames and short forms. */
export const NICKNAMES = wordSet(`abdel abdou alex alexou ali ana angie babeth bao bastien beber ber bernie bibiche brigou cathy caro ced
  chachou chris cri cricri clem coco dede did didou domi edo eli elo emi fab fafa fanf fifi flo fran franck francky fred fredo gaby gege
  gerard greg gigi gus guigui gwen gwendo isa jacquot jaja jb jc jeannot jef jeff jeje jess jo jojo joce jp juju juli kader kamel kiki kiko
  lili lilou lily lo loic lola lolo lou loulou louloute lucho lulu magalie maga malo mamad manou manu marco marinette marilou max maxou mel
  melo memed mich michou mika mimi mimine mitch moha momo moma mumu nana nanard nanou nath nico ninie nini niko nono oli pat paulo pedro
  perrinou phil pierrot pilou poupette priscou raf rafa raph rico riri romu rosy roro sab sabi sam samy seb sebi sosso soso sonia sophe
  steph stef stephie suzie suzy sylv syl tatiana tchoupi theo thib tibo tim timmy titi titou titouan tom tommy toni tonio totof toto vero
  vic viv vivi wawa xav yaya yoyo zaza zezette zizou zouzou zozo`);
