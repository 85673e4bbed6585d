/** First names that say neither woman nor man, and surnames so common that they point at nobody. */

export const FIRST_NAMES = Object.freeze(['Camille', 'Sacha', 'Alix', 'Noa', 'Lou', 'Charlie', 'Éden', 'Dominique', 'Yaël', 'Louison', 'Swann', 'Nour',
  'Andréa', 'Morgan', 'Ange', 'Sam', 'Mahé', 'Claude', 'Jessie', 'Amal', 'Kim', 'Loan', 'Gaby', 'Élie', 'Maé', 'Alex', 'Ilham', 'Lior', 'Ariel',
  'Nikita', 'Céleste', 'Andy', 'Leslie', 'Toni', 'Noor', 'Jo', 'Sidney', 'Sohane', 'Anaël', 'Azur', 'Billie', 'Cameron', 'Joan', 'Ari', 'Tal', 'Sol']);

export const SURNAMES = Object.freeze(['Martin', 'Bernard', 'Petit', 'Durand', 'Dubois', 'Moreau', 'Laurent', 'Simon', 'Michel', 'Leroy', 'Roux', 'Fournier',
  'Girard', 'Lambert', 'Fontaine', 'Rousseau', 'Vincent', 'Muller', 'Faure', 'Mercier', 'Blanc', 'Guérin', 'Boyer', 'Garnier', 'Chevalier', 'Legrand',
  'Gauthier', 'Perrin', 'Morin', 'Masson', 'Marchand', 'Duval', 'Denis', 'Dumont', 'Lemaire', 'Meyer', 'Dufour', 'Meunier', 'Brun', 'Robin']);
