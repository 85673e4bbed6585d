/** Capitalised words that point at nobody, and abbreviations that only look unknown. All are folded. */

import { wordSet } from './fold.js';

const CALENDAR = `lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  noel paques toussaint pentecote ascension epiphanie ramadan aid kippour hanouka carnaval
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
  christmas easter`;

const PEOPLES = `francais francaise anglais anglaise allemand allemande espagnol espagnole italien italienne portugais portugaise marocain marocaine algerien
  algerienne tunisien tunisienne malien malienne senegalais senegalaise ivoirien ivoirienne congolais congolaise guineen guineenne comorien comorienne
  turc turque kurde syrien syrienne afghan afghane ukrainien ukrainienne russe roumain roumaine polonais polonaise tchetchene albanais albanaise arabe
  africain africaine europeen europeenne americain americaine chinois chinoise vietnamien vietnamienne breton bretonne basque corse alsacien rom roms
  tsigane gitan manouche musulman musulmane juif juive chretien chretienne catholique protestant peul bambara berbere kabyle lingala soninke wolof
  english french spanish italian german portuguese arabic turkish european african american british irish muslim jewish christian catholic`;

const THINGS = `internet covid facebook instagram tiktok snapchat snap whatsapp messenger google youtube netflix twitter zoom teams outlook excel word powerpoint skype
  discord pronote doctolib uber leboncoin vinted amazon iphone ipad android windows wifi linkedin chatgpt wikipedia playmobil lego scrabble uno kapla
  doliprane efferalgan ibuprofene ventoline lexomil xanax valium risperdal tercian loxapac seresta imovane ritaline subutex methadone betadine smecta
  alzheimer parkinson asperger diogene crohn rorschach bescherelle larousse tupperware kleenex scotch velcro post-it frigo velux
  etat europe dieu allah jesus seigneur republique nation terre lune soleil nord sud est ouest cerfa clio twingo kangoo berlingo partner
  ratp sncf tgv ter rer bic coca nutella nike adidas legifrance securite vitale goncourt renaudot apgar glasgow karnofsky
  braden norton doloplus algoplus zarit hamilton conners montgomery epds snoezelen markdown`;

const READ = `freud lacan winnicott bion balint rogers dolto piaget wallon bourdieu foucault ricoeur levinas arendt dejours clot schon mezirow perrenoud altet
  bowlby ainsworth klein jung anzieu kaes pichon-riviere morin deligny oury tosquelles fustier cifali gaberan rouzel capul lemay korczak freinet montessori
  pikler loczy feil zazzo ferenczi karpman gibbs benner berne humanitude maslow henderson orem watson bandura vygotsky meirieu goffman becker hochschild tronto molinier paperman camus proust
  hugo zola racine moliere baudelaire rimbaud verlaine kafka perec duras barthes comte-sponville onfray cyrulnik rufo naouri tisseron rimé dewey`;

const CHAT = `rdv vad ras svp stp pb pbs mdr lol tkt pk pq pcq bcp qqn qqch qd sem ds ns vs tjs tj tt ttes jsp jai cetait cest ct ya yavait ptit ptite ouai ouais okay
  ehpad mecs esat ime itep sessad ulis aesh mdph pmi ase mna cmp cmpp cada mfr cfa chrs sdf vih irm ecg ta tv sms gps wc dvd cd pc psy kine educ educs ergo
  ortho neuro reeduc hospit consult perf perfs transmissions anesth infirm oe id etc cad aujourd hui quelqu lorsqu puisqu jusqu presqu parce`;

/** Never a third party, unless a title stands before it. */
export const NEVER = wordSet(`${CALENDAR} ${PEOPLES} ${THINGS} ${CHAT}`);

/** Authors that professionals read: named in every training, and nobody's patient. */
export const AUTHORS = wordSet(READ);

/** Words that make an office of two capitals: « Conseil Départemental », « Éducation Nationale », « Moyenne Section ». */
export const GENERIC = wordSet(`departemental departementale national nationale regional regionale municipal municipale social sociale
  section personnalise personnalisee general generale familial familiale judiciaire specialise specialisee scolaire educatif educative
  pedagogique medical medicale annee direction directeur directrice president presidente conseil ministere ministre assemblee education
  protection enfance justice sante projet assistante assistant service securite securitee aide referent referente`);
