/** Places that no list of communes has: countries, regions, rivers, towns abroad. Parted by commas. */

import { placeKey } from './fold.js';

/** @param {string} text */
const keys = (text) => new Set(text.split(',').map((name) => placeKey(name.trim())).filter((key) => key !== ''));

export const COUNTRIES = keys(`France, Algérie, Maroc, Tunisie, Libye, Égypte, Mali, Sénégal, Guinée, Guinée-Bissau, Côte d’Ivoire, Burkina
  Faso, Burkina, Bénin, Togo, Ghana, Niger, Nigeria, Nigéria, Cameroun, Gabon, Congo, Tchad, Centrafrique, Angola, Rwanda, Burundi, Kenya,
  Éthiopie, Érythrée, Somalie, Soudan, Mauritanie, Gambie, Sierra Leone, Liberia, Libéria, Cap-Vert, Madagascar, Comores, Mayotte, Maurice,
  Mozambique, Zimbabwe, Afrique du Sud, Djibouti, Ouganda, Tanzanie, Turquie, Syrie, Liban, Palestine, Israël, Jordanie, Irak, Iran,
  Afghanistan, Pakistan, Inde, Bangladesh, Sri Lanka, Népal, Tibet, Chine, Mongolie, Vietnam, Viêt Nam, Laos, Cambodge, Thaïlande, Birmanie,
  Indonésie, Philippines, Japon, Corée, Arménie, Géorgie, Azerbaïdjan, Tchétchénie, Daghestan, Russie, Ukraine, Biélorussie, Moldavie,
  Roumanie, Bulgarie, Pologne, Hongrie, Tchéquie, Slovaquie, Slovénie, Croatie, Serbie, Bosnie, Kosovo, Monténégro, Macédoine, Albanie,
  Grèce, Chypre, Italie, Espagne, Portugal, Allemagne, Autriche, Suisse, Belgique, Luxembourg, Pays-Bas, Hollande, Angleterre, Écosse,
  Irlande, Royaume-Uni, Pays de Galles, Danemark, Suède, Norvège, Finlande, Islande, Lituanie, Lettonie, Estonie, Malte, États-Unis, Canada,
  Québec, Mexique, Cuba, Haïti, République dominicaine, Brésil, Argentine, Chili, Pérou, Colombie, Venezuela, Équateur, Bolivie, Uruguay,
  Paraguay, Suriname, Australie, Nouvelle-Zélande, Kurdistan, Kabylie, Algeria, Morocco, Tunisia, Senegal, Turkey, Syria, Lebanon, Poland,
  Romania, Spain, Italy, Germany, Portugal, Belgium, Switzerland, England, Scotland, Wales, Ireland, Greece, India, China, Japan, Brazil,
  Ivory Coast, Guinea, Ukraine, Russia`);

export const REGIONS = keys(`Bretagne, Normandie, Picardie, Champagne, Lorraine, Alsace, Bourgogne, Franche-Comté, Auvergne, Limousin,
  Aquitaine, Poitou, Anjou, Touraine, Berry, Sologne, Beauce, Brie, Gâtinais, Morvan, Bresse, Dombes, Forez, Velay, Cévennes, Provence,
  Camargue, Luberon, Roussillon, Languedoc, Gascogne, Béarn, Pays basque, Périgord, Quercy, Rouergue, Vercors, Chartreuse, Oisans,
  Maurienne, Tarentaise, Beaufortain, Chablais, Vexin, Thiérache, Boulonnais, Flandre, Flandres, Artois, Hainaut, Cotentin, Perche, Léon,
  Trégor, Cornouaille, Finistère, Morbihan, Médoc, Corse, Réunion, Martinique, Guadeloupe, Guyane, Occitanie, Île-de-France,
  Hauts-de-France, Grand Est, Pays de la Loire, Nouvelle-Aquitaine, Auvergne-Rhône-Alpes, Nord-Pas-de-Calais, Vendée, Jura, Vosges,
  Ardennes, Savoie, Haute-Savoie, Dauphiné, Larzac, Aubrac, Margeride, Gévaudan, Camargue, Brière, Marais poitevin, Côte-d’Or,
  Côtes-d’Armor, Val-d’Oise, Val-de-Marne, Seine-Saint-Denis, Hauts-de-Seine, Yvelines, Essonne, Seine-et-Marne, Seine-Maritime,
  Pas-de-Calais, Puy-de-Dôme, Bouches-du-Rhône, Vaucluse, Catalogne, Galice, Sicile, Calabre, Sardaigne, Andalousie, Anatolie, Casamance,
  Fouta, Kivu, Katanga, Wallonie, Rif, Marie-Galante, Belle-Île, Oléron, Île de Ré, Noirmoutier, Ouessant, Groix, Bréhat, Porquerolles, Les
  Saintes, La Désirade, Jersey, Guernesey, Normandy, Brittany, Méditerranée, Atlantique, Baltique`);

export const RIVERS = keys(`Adour, Agout, Ain, Aisne, Allier, Andelle, Ardèche, Ariège, Armançon, Arno, Arve, Aube, Aude, Aulne, Authie,
  Auzon, Aveyron, Aven, Azergues, Baïse, Bidassoa, Bièvre, Blavet, Bléone, Boutonne, Bresle, Buech, Canche, Cèze, Charente, Cher, Chiers,
  Cisse, Clain, Corrèze, Creuse, Cure, Danube, Dheune, Dive, Doire, Dordogne, Dore, Doubs, Drac, Drôme, Dronne, Dropt, Durance, Durolle,
  Èbre, Elbe, Ellé, Élorn, Epte, Erdre, Escaut, Essonne, Eure, Garonne, Gardon, Gartempe, Gers, Gier, Gironde, Goyen, Hérault, Huisne, Ille,
  Indre, Iroise, Isère, Isle, Isole, Jaudy, Lay, Lez, Lignon, Loing, Loir, Loire, Lot, Loue, Lys, Maine, Marne, Mayenne, Meurthe, Meuse,
  Mignonne, Moine, Morin, Moselle, Nied, Nièvre, Odet, Odon, Ognon, Oise, Orb, Orge, Orne, Orvault, Oudon, Ouche, Ourcq, Ource, Ouysse,
  Rance, Rhin, Rhône, Risle, Romanche, Sambre, Saône, Sarre, Sarthe, Save, Scarpe, Scorff, Seille, Seine, Semois, Sèvre, Sioule, Somme,
  Steïr, Sorgue, Suippe, Tamise, Tarn, Têt, Thérain, Thouet, Touques, Trégor, Trieux, Truyère, Var, Vézère, Vezouze, Viaur, Vidourle, Vie,
  Vienne, Vilaine, Vire, Vistule, Volga, Yerres, Yon, Yonne, Yser, Yvette, Niger, Léman, Lac Léman, Ill, Fier, Giffre, Guiers, Bourbre,
  Cosne, Nive, Nivelle, Gave`);

export const TOWNS_ABROAD = keys(`Alger, Oran, Constantine, Annaba, Béjaïa, Tizi Ouzou, Sétif, Tlemcen, Blida, Batna, Mostaganem,
  Casablanca, Rabat, Fès, Marrakech, Tanger, Agadir, Oujda, Meknès, Nador, Tunis, Sfax, Sousse, Bizerte, Tripoli, Le Caire, Dakar,
  Saint-Louis, Thiès, Ziguinchor, Bamako, Kayes, Sikasso, Gao, Tombouctou, Conakry, Kankan, Labé, Abidjan, Bouaké, Yamoussoukro, Korhogo,
  Ouagadougou, Bobo-Dioulasso, Cotonou, Lomé, Accra, Lagos, Niamey, Douala, Yaoundé, Libreville, Brazzaville, Kinshasa, Goma, Lubumbashi,
  Bangui, Luanda, Kigali, Bujumbura, Nairobi, Addis-Abeba, Asmara, Mogadiscio, Khartoum, Nouakchott, Antananarivo, Moroni, Mutsamudu,
  Istanbul, Ankara, Izmir, Erzurum, Konya, Adana, Diyarbakir, Trabzon, Kayseri, Damas, Alep, Homs, Beyrouth, Jérusalem, Gaza, Ramallah,
  Bagdad, Mossoul, Erbil, Téhéran, Kaboul, Kandahar, Herat, Peshawar, Karachi, Lahore, Islamabad, Delhi, Bombay, Mumbai, Calcutta,
  Pondichéry, Chennai, Colombo, Jaffna, Dacca, Katmandou, Pékin, Shanghai, Wenzhou, Hanoï, Hanoi, Saïgon, Hué, Haïphong, Vientiane, Phnom
  Penh, Bangkok, Manille, Tokyo, Séoul, Erevan, Tbilissi, Bakou, Grozny, Moscou, Kiev, Kyiv, Kharkiv, Lviv, Odessa, Marioupol, Minsk,
  Chisinau, Bucarest, Cluj, Timisoara, Iasi, Sofia, Plovdiv, Varsovie, Cracovie, Gdansk, Wroclaw, Lodz, Poznan, Katowice, Budapest, Prague,
  Bratislava, Ljubljana, Zagreb, Belgrade, Sarajevo, Pristina, Skopje, Tirana, Durres, Athènes, Thessalonique, Rome, Milan, Naples, Turin,
  Gênes, Palerme, Florence, Venise, Madrid, Barcelone, Valence, Séville, Bilbao, Saragosse, Malaga, Lisbonne, Porto, Braga, Coimbra,
  Setúbal, Faro, Guimarães, Viseu, Berlin, Munich, Hambourg, Cologne, Francfort, Fribourg, Sarrebruck, Vienne, Genève, Lausanne, Zurich,
  Bâle, Neuchâtel, Fribourg, Sion, Bruxelles, Liège, Namur, Charleroi, Mons, Tournai, Gand, Anvers, Bruges, Courtrai, Mouscron, Arlon,
  Amsterdam, Rotterdam, Londres, Manchester, Birmingham, Liverpool, Leeds, Bristol, Glasgow, Édimbourg, Dublin, Belfast, Cardiff, London,
  Brussels, Geneva, Lisbon, Warsaw, Montréal, Toronto, Ottawa, New York, Boston, Chicago, Miami, Los Angeles, Port-au-Prince, Les Cayes,
  Jacmel, La Havane, Bogota, Caracas, Lima, Quito, Santiago, Buenos Aires, Sao Paulo, Rio, Brasilia, Recife, Cayenne, Fort-de-France,
  Pointe-à-Pitre, Papeete, Nouméa, Mamoudzou, Sydney, Melbourne`);

/** Communes whose name is also a word, large enough to be meant after « à » in lower case. */
export const TOWNS_LIKE_WORDS = keys(`paris, lyon, bordeaux, rennes, havre, tours, colombes, cannes, calais, valence, quimper, bourges,
  pantin, sarcelles, lorient, vannes, grasse, laval, ales, valenciennes, anglet, castres, gap, macon, trappes, houilles, plaisir, vienne,
  cambrai, menton, orange, perigueux, sens, etampes, muret, cavaillon, saintes, vichy, montbeliard, laon, rodez, dole, loos, sevres,
  montmorency, sceaux, fougeres, pertuis, vitre, moulins, cognac, cluses, coulommiers, gaillac, fontainebleau, elbeuf, argentan, tulle,
  gueret, provins, chantilly, lucon, pithiviers, privas, nice, nantes, angers, lens, brest`);

/** @param {string} key of `placeKey` */
export const isKnownPlace = (key) => COUNTRIES.has(key) || REGIONS.has(key) || RIVERS.has(key) || TOWNS_ABROAD.has(key);
